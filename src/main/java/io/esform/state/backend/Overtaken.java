package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.file.StateCodec;
import org.jspecify.annotations.Nullable;

/// Checks whether another run has changed the state that this run is based on.
public final class Overtaken {

  private Overtaken() {}

  /// Returns an error if the saved state is not the one that this state is based on.
  ///
  /// @param file its path as written by the user
  /// @param text the content of the file
  public static Diagnostics check(String file, String text, State state) {
    StateCodec.Header header = StateCodec.header(text);
    boolean ours =
        header != null
            && header.lineage().equals(state.lineage())
            && header.serial() == state.serial();
    return ours ? Diagnostics.none() : Diagnostics.of(overtaken(file, state, header));
  }

  private static Diagnostic overtaken(
      String file, State state, StateCodec.@Nullable Header header) {
    String difference;
    if (header == null) {
      difference = "it is no longer a state";
    } else if (header.lineage().equals(state.lineage())) {
      difference =
          "it has serial %d, but this run started from serial %d"
              .formatted(header.serial(), state.serial());
    } else {
      difference =
          "it has the history of another configuration (lineage %s, not %s)"
              .formatted(header.lineage(), state.lineage());
    }
    return Diagnostic.error(
        "State was changed by another run",
        "\"%s\" is not the state that this run started from: %s. It was not overwritten. Plan again."
            .formatted(file, difference));
  }
}
