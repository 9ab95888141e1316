package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A resource type whose creation can be found and continued after an interrupted run. Every type
/// that is not {@link ResourceType#isStateOnly state only} has to implement it.
///
/// `create` with the token and the planned object of an interrupted creation continues that
/// creation, and never creates a second object.
public interface Recoverable {

  /// Searches the object of a creation. Changes nothing.
  FindResponse find(Connection connection, FindRequest request);

  /// @param address the instance, as text
  /// @param planned the planned object, with null for values that were unknown
  /// @param token of the creation
  record FindRequest(String address, ObjectValue planned, String token) {}

  /// @param id of the object, complete or half created; null when none exists, or on errors
  record FindResponse(@Nullable String id, Diagnostics diagnostics) {

    public static FindResponse of(@Nullable String id) {
      return new FindResponse(id, Diagnostics.none());
    }

    public static FindResponse failed(Diagnostics diagnostics) {
      return new FindResponse(null, diagnostics);
    }
  }
}
