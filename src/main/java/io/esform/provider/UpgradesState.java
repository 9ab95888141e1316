package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A resource type whose objects may be recorded in an earlier version of its schema. Required for
/// every type whose {@link Schema#version} is above 0.
public interface UpgradesState {

  /// Converts a recorded object to the current schema. Calls no platform, and is deterministic.
  /// Called at every read of a state or journal until the upgraded object has been saved. After an
  /// error nothing is planned or changed.
  UpgradeResponse upgradeState(UpgradeRequest request);

  /// @param address the instance, as text
  /// @param version the schema version of the attributes: at least 0, below the current one
  /// @param attributes as recorded, without sensitive marks. Their types are those of JSON: tuples
  ///   for lists and sets, objects for maps and blocks, null of any type. After an interrupted
  ///   creation, null replaces unknown values
  record UpgradeRequest(String address, int version, ObjectValue attributes) {}

  /// @param attributes wholly known. Types of JSON are converted to those of the schema; attributes
  ///   that the schema does not have are dropped, missing ones become null. Null if the diagnostics
  ///   contain an error
  record UpgradeResponse(@Nullable ObjectValue attributes, Diagnostics diagnostics) {

    public static UpgradeResponse of(ObjectValue attributes) {
      return new UpgradeResponse(attributes, Diagnostics.none());
    }
  }
}
