package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.DecodedOutputs;
import io.esform.value.Value;
import java.io.IOException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The outputs of a saved state, for readers that need nothing else.
///
/// @param location the address of the state, for display
/// @param values by name; null if no state is saved, or if the diagnostics contain an error
public record SavedOutputs(
    String location, @Nullable SortedMap<String, Value> values, Diagnostics diagnostics) {

  /// Reads the text of a saved state; null for none.
  public interface Reading {
    @Nullable String text() throws IOException;
  }

  public static SavedOutputs read(String location, StateCodec codec, Reading reading) {
    try {
      String text = reading.text();
      if (text == null) {
        return new SavedOutputs(location, null, Diagnostics.none());
      }
      DecodedOutputs decoded = codec.decodeOutputs(text, location);
      return new SavedOutputs(location, decoded.outputs(), decoded.diagnostics());
    } catch (IOException failure) {
      return new SavedOutputs(location, null, new StateFaults(location).unreadable(failure));
    }
  }
}
