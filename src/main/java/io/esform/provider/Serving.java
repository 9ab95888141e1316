package io.esform.provider;

import io.esform.value.Value.ObjectValue;

/// A resource type whose objects can exist without serving: a host that is stopped, or that does
/// not report itself as ready. An update brings such an object back.
public interface Serving {

  /// Whether the object is down.
  ///
  /// @param state as read last
  boolean isDown(ObjectValue state);
}
