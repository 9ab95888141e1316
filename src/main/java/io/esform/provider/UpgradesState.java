package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.schema.Schema;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A resource type of which states may keep objects by an earlier version of its schema. Every
/// resource type whose {@link Schema#version} is above 0 is one.
public interface UpgradesState {

  /// What the state keeps of an object, by the current schema. It asks nothing of any platform, and
  /// gives the same answer for the same request. Asked whenever a state or journal is read, until
  /// the upgraded object has been saved. On an error nothing is planned or changed.
  UpgradeResponse upgradeState(UpgradeRequest request);

  /// @param address the instance, as text
  /// @param version of the schema by which the attributes were written: at least 0, below the
  ///   current one
  /// @param attributes as the state keeps them, without sensitive marks. Their types are those that
  ///   JSON has: tuples for lists and sets, objects for maps and blocks, null of any type. One of
  ///   an interrupted creation may have null wherever a value was not known yet
  record UpgradeRequest(String address, int version, ObjectValue attributes) {}

  /// @param attributes wholly known. Types may be those that JSON has, and are converted to the
  ///   schema's; attributes that the schema does not have are dropped, missing ones become null.
  ///   Null when the diagnostics hold an error
  record UpgradeResponse(@Nullable ObjectValue attributes, Diagnostics diagnostics) {

    public static UpgradeResponse of(ObjectValue attributes) {
      return new UpgradeResponse(attributes, Diagnostics.none());
    }
  }
}
