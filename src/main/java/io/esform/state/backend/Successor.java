package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The state that replaces the saved one.
///
/// @param state with its new serial; as given if nothing is written
/// @param text of the state; null if nothing has to be written, and after an error
/// @param diagnostics contain an error if the state cannot be written
public record Successor(State state, @Nullable String text, Diagnostics diagnostics) {

  /// The stored states.
  public interface Saved {

    /// The saved text; null for none.
    @Nullable String text() throws IOException;

    /// The highest serial of the saved state and its versions; {@link Versions#NONE} for none. A
    /// saved text without a serial counts as the version after the others.
    long lastSerial() throws IOException;
  }

  /// The successor in a save: nothing if only the serial would change, and an error if the saved
  /// state is not the one that this state is based on. A first state follows the versions of one
  /// that was removed, so that it does not replace them.
  ///
  /// @param kept the saved state, as last loaded or saved; null for none
  /// @param isDue whether the save also has to end a journal
  /// @param location of the saved state, for display
  public static Successor ofSave(
      StateCodec codec,
      State state,
      @Nullable State kept,
      boolean isDue,
      Saved saved,
      String location)
      throws IOException {
    if (!isDue && state.equals(kept)) {
      return none(state, Diagnostics.none());
    }
    long last = kept == null ? saved.lastSerial() : state.serial();
    Successor next = encoded(codec, state, Math.max(last, state.serial()) + 1);
    String text = next.text();
    if (text == null) {
      return next;
    }
    String before = saved.text();
    Diagnostics stale =
        before == null ? Diagnostics.none() : Overtaken.check(location, before, state);
    boolean isSame = !isDue && before != null && StateCodec.isSameButSerial(before, text);
    return stale.hasErrors() || isSame ? none(state, stale) : next;
  }

  /// The successor of any lineage.
  ///
  /// @param last the highest serial so far; negative for none
  public static Successor ofReplacement(StateCodec codec, State state, long last) {
    return encoded(codec, state, Math.max(last + 1, state.serial()));
  }

  private static Successor encoded(StateCodec codec, State state, long serial) {
    State next = state.withSerial(serial);
    StateCodec.Encoded encoded = codec.encode(next);
    return encoded.text() == null
        ? none(state, encoded.diagnostics())
        : new Successor(next, encoded.text(), encoded.diagnostics());
  }

  private static Successor none(State state, Diagnostics diagnostics) {
    return new Successor(state, null, diagnostics);
  }
}
