package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;

/// Which object a change starts from.
public sealed interface PriorObject {

  /// The one that the state has at the change's own address, or none.
  record Current() implements PriorObject {}

  /// The one that the state had at another address.
  record Moved(ResourceInstanceAddress from) implements PriorObject {}

  /// One that was made elsewhere, known to its platform by this id.
  record Imported(String id) implements PriorObject {}

  /// An older one that a replacement has left behind.
  ///
  /// @param generation which of them
  record Deposed(int generation) implements PriorObject {}

  PriorObject CURRENT = new Current();
}
