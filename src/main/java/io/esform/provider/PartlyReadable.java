package io.esform.provider;

import io.esform.value.Value.ObjectValue;

/// An importable type whose API does not return all attributes, such as passwords. Attributes that
/// cannot be read come from the block.
public interface PartlyReadable extends Importable {

  /// Whether {@link #importState} reads all attributes, so that completion only takes over the
  /// spelling of the block. The block may then contain unknown values.
  default boolean isReadableAlone() {
    return false;
  }

  /// The imported object, completed from its evaluated block. Called after {@link #importState};
  /// changes nothing.
  ///
  /// @return a wholly known state, or errors
  ImportResponse complete(Connection connection, CompletionRequest request);

  /// @param address of the instance in the state, as text
  /// @param imported the result of {@link #importState}
  /// @param proposed the block's arguments, with defaults and without marks; attributes that the
  ///   provider decides are as imported. Wholly known
  record CompletionRequest(String address, ObjectValue imported, ObjectValue proposed) {}
}
