package io.esform.cli.session;

import java.util.List;

/// The options of all commands.
///
/// @param directory of the configuration, as given; `.` for the working directory
/// @param variables in the given order; later ones override earlier ones
/// @param parallelism maximum number of parallel steps
public record GlobalOptions(
    String directory, List<VariableOption> variables, boolean coloured, int parallelism) {

  public static final int DEFAULT_PARALLELISM = 32;

  public GlobalOptions {
    variables = List.copyOf(variables);
  }

  /// One `-var` or `-var-file`.
  public sealed interface VariableOption {
    /// @param text after the first `=`
    record Assignment(String name, String text) implements VariableOption {}

    record VariableFile(String path) implements VariableOption {}
  }
}
