package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.value.Value.ObjectValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource type that can import existing objects.
public interface Importable {

  /// The meaning of an id, as part of a sentence: `the network's name`.
  String idForm();

  /// Whether ids are secret and never shown.
  default boolean isIdSecret() {
    return false;
  }

  /// Reads the object with that id. Changes nothing.
  ImportResponse importState(Connection connection, ImportRequest request);

  /// The import id of an object with this state; empty when the state does not contain it.
  Optional<String> importId(ObjectValue state);

  /// @param address of the instance in the state, as text
  record ImportRequest(String address, String id) {}

  /// @param state wholly known; null when the object does not exist, or on errors
  record ImportResponse(@Nullable ObjectValue state, Diagnostics diagnostics) {

    public static ImportResponse of(@Nullable ObjectValue state) {
      return new ImportResponse(state, Diagnostics.none());
    }

    public static ImportResponse failed(Diagnostics diagnostics) {
      return new ImportResponse(null, diagnostics);
    }
  }
}
