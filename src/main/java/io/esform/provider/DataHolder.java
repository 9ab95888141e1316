package io.esform.provider;

import io.esform.value.Value.ObjectValue;
import java.util.Optional;

/// A resource type whose objects can contain data that exists nowhere else.
public interface DataHolder {

  /// The data that is lost when the object is destroyed; empty for none. Called during planning for
  /// every planned DELETE and REPLACE. Calls no platform.
  Optional<Loss> loss(ObjectValue state);

  /// The data that is lost with an object.
  ///
  /// @param what a short phrase without a full stop: `all data in 2 databases: ES_regdb, ES_umdb`
  /// @param grave whether a user has to confirm the loss with the object's address, in addition to
  ///   the approval of the plan
  record Loss(String what, boolean grave) {}
}
