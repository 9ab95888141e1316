package io.esform.provider;

import io.esform.value.Value.ObjectValue;

/// A resource type whose objects can exist without serving, such as a host that is stopped or not
/// ready. An update restores such an object.
public interface Serving {

  /// Whether the object is down.
  ///
  /// @param state as last read
  boolean isDown(ObjectValue state);
}
