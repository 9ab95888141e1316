package io.esform.provider;

import io.esform.diag.Diagnostics;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A resource type whose creation can be found again and carried on after a run was ended in the
/// middle of it. Every type needs this that is not {@link ResourceType#isStateOnly state only}.
///
/// `create` with the token and the planned object of the creation that was cut short carries on
/// where that one stopped, and never makes a second object.
public interface Recoverable {

  /// Looks for what a creation has made. Changes nothing.
  FindResponse find(Connection connection, FindRequest request);

  /// @param address the instance, as text
  /// @param planned what was asked for, with null for what was not known then
  /// @param token that the creation was given
  record FindRequest(String address, ObjectValue planned, String token) {}

  /// @param id of the object, whole or half made; null when nothing was made, or on errors
  record FindResponse(@Nullable String id, Diagnostics diagnostics) {

    public static FindResponse of(@Nullable String id) {
      return new FindResponse(id, Diagnostics.none());
    }

    public static FindResponse failed(Diagnostics diagnostics) {
      return new FindResponse(null, diagnostics);
    }
  }
}
