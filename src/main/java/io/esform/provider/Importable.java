package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.value.Value.ObjectValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A resource type whose objects can be taken over though they were made elsewhere.
public interface Importable {

  /// What an id is, to complete a sentence: `the network's name`.
  String idForm();

  /// Whether an id must not be shown.
  default boolean isIdSecret() {
    return false;
  }

  /// Reads the object of that id. Changes nothing.
  ImportResponse importState(Connection connection, ImportRequest request);

  /// The id that an object with this state has for an import; empty when the state does not tell.
  Optional<String> importId(ObjectValue state);

  /// @param address the instance that it becomes, as text
  record ImportRequest(String address, String id) {}

  /// @param state wholly known; null when there is no such object, or on errors
  record ImportResponse(@Nullable ObjectValue state, Diagnostics diagnostics) {

    public static ImportResponse of(@Nullable ObjectValue state) {
      return new ImportResponse(state, Diagnostics.none());
    }

    public static ImportResponse failed(Diagnostics diagnostics) {
      return new ImportResponse(null, diagnostics);
    }
  }
}
