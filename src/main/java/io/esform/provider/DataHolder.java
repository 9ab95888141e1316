package io.esform.provider;

import io.esform.value.Value.ObjectValue;
import java.util.Optional;

/// A resource type whose objects can hold something that exists nowhere else.
public interface DataHolder {

  /// What is lost when the object is destroyed; empty for nothing. Asked at plan time for every
  /// planned DELETE and REPLACE. It asks nothing of any platform.
  Optional<Loss> loss(ObjectValue state);

  /// What a destroyed object takes with it.
  ///
  /// @param what in a few words without a final stop: `all data in 2 databases: ES_regdb, ES_umdb`
  /// @param grave whether a user confirms it by the object's address, beyond the approval of the
  ///   plan
  record Loss(String what, boolean grave) {}
}
