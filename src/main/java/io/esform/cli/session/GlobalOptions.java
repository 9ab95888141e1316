package io.esform.cli.session;

import java.util.List;

/// The options that every command takes.
///
/// @param directory of the configuration, as the user wrote it; `.` for the working directory
/// @param variables in the order they were given, later ones win
/// @param parallelism how many steps may run at once
public record GlobalOptions(
    String directory, List<VariableOption> variables, boolean coloured, int parallelism) {

  public static final int DEFAULT_PARALLELISM = 32;

  public GlobalOptions {
    variables = List.copyOf(variables);
  }

  /// One `-var` or `-var-file`.
  public sealed interface VariableOption {
    /// @param text what follows the first `=`
    record Assignment(String name, String text) implements VariableOption {}

    record ValuesFile(String path) implements VariableOption {}
  }
}
