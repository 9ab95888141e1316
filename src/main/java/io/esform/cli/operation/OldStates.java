package io.esform.cli.operation;

import io.esform.cli.backendfile.BackendFile;
import io.esform.value.Value.StringValue;
import java.nio.file.Path;
import java.util.List;

/// Explains how to remove the states that a migration has left in the old backend.
final class OldStates {

  private static final String STATE = "esform.state";

  private OldStates() {}

  /// @param all the workspaces of the old backend
  /// @param copied the workspaces that the new backend has now
  /// @param directory of the configuration
  static String advice(
      BackendFile.Settings used, List<String> all, List<String> copied, String directory) {
    List<String> left = all.stream().filter(name -> !copied.contains(name)).toList();
    if (!left.isEmpty()) {
      return """
      The states in the old backend are unchanged, and esform no longer uses them.
      Those of these workspaces exist only there: %s.
      """
          .formatted(String.join(", ", left));
    }
    return """
    The states in the old backend are unchanged, and esform no longer uses them. To
    remove them:

        %s
    """
        .formatted(
            used.type().equals("local")
                ? "rm -r %1$s %1$s.*".formatted(file(used, directory))
                : "see \"Moving states\" in docs/state-and-secrets.md");
  }

  private static Path file(BackendFile.Settings used, String directory) {
    return Path.of(directory)
        .resolve(used.arguments().get("path") instanceof StringValue(var text) ? text : STATE)
        .normalize();
  }
}
