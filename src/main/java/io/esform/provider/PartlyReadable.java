package io.esform.provider;

import io.esform.value.Value.ObjectValue;

/// An importable type whose objects do not tell all that their blocks say, such as passwords. What
/// cannot be read back is taken to be as the block has it.
public interface PartlyReadable extends Importable {

  /// Whether {@link #importState} has read everything, so that completion only finds the words of
  /// the block for it: then a block that is not known yet does no harm.
  default boolean isReadableAlone() {
    return false;
  }

  /// The object as it is, now that its block is evaluated. Follows {@link #importState}, and
  /// changes nothing.
  ///
  /// @return a state, wholly known; or errors
  ImportResponse complete(Connection connection, CompletionRequest request);

  /// @param address the instance that it becomes, as text
  /// @param imported what {@link #importState} has returned
  /// @param proposed the block's arguments, with defaults and without marks; what the provider
  ///   decides is as imported. Wholly known
  record CompletionRequest(String address, ObjectValue imported, ObjectValue proposed) {}
}
