package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;

/// The object that a change starts from.
public sealed interface PriorObject {

  /// The current object at the change's own address, or none.
  record Current() implements PriorObject {}

  /// The object that the state had at another address.
  record Moved(ResourceInstanceAddress from) implements PriorObject {}

  /// An imported object, with its id.
  record ByImport(String id) implements PriorObject {}

  /// A deposed object, left by an earlier replacement.
  ///
  /// @param generation of the object
  record Deposed(int generation) implements PriorObject {}

  PriorObject CURRENT = new Current();
}
