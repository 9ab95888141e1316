package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Puts a state that could not be saved in its place somewhere else.
final class Rescuer {

  private static final String RESCUED = "errored.esform.state";

  private final List<Path> places;
  private final FileOperations files;

  /// @param places directories, tried in this order
  Rescuer(List<Path> places, FileOperations files) {
    this.places = places;
    this.files = files;
  }

  /// Always answers with an error that says where the text is.
  ///
  /// @param state where it belongs
  Diagnostics rescue(String text, Path state) {
    for (Path place : places) {
      Path file = place.resolve(RESCUED);
      try {
        files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return Diagnostics.of(rescued(file, state));
      } catch (IOException failure) {
        // The next place may work; when none does the text itself is shown.
        removeLeftOver(file, failure);
      }
    }
    String detail =
        "The state can be written nowhere. Copy the text below into \"%s\":\n\n%s"
            .formatted(state, text);
    return Diagnostics.of(Diagnostic.error("State must be saved by hand", detail));
  }

  private void removeLeftOver(Path file, IOException failure) {
    try {
      files.delete(file);
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }

  private static Diagnostic rescued(Path file, Path state) {
    return Diagnostic.error(
        "State was saved elsewhere",
        "The state of what exists now is in \"%1$s\". Mend what kept it from being saved, then put it in its place before the next run:\n\n    mv %1$s %2$s\n"
            .formatted(file, state));
  }
}
