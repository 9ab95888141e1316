package io.esform.provider;

import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// A resource type that can return an object to an earlier good state after a failed change. The
/// return is an ordinary {@link ResourceType#update update} to the state that this type plans, or
/// after a failed replacement a {@link ResourceType#create creation} of it, so the object gets a
/// new generation with the earlier arguments.
public interface Restorable extends ResourceType, Serving {

  /// Plans the return of an object. Calls no platform.
  ///
  /// @param address of the instance, as text
  /// @param good the last state in which the object was up
  /// @param tried the state that the failed update should have made; may contain unknown values
  /// @param left the object after the failed update; null to create one again
  Restoration restoration(
      String address, ObjectValue good, ObjectValue tried, @Nullable ObjectValue left);

  /// The name of a state in messages: `generation 4`.
  String generationOf(ObjectValue state);

  /// @param planned the object after the return, wholly known except for the results of a creation;
  ///   null if the return is refused
  /// @param refusal the reason of a refusal, as a clause without a full stop: `its address has
  ///   changed`; null for none
  record Restoration(@Nullable ObjectValue planned, @Nullable String refusal) {

    public static Restoration to(ObjectValue planned) {
      return new Restoration(planned, null);
    }

    public static Restoration refused(String reason) {
      return new Restoration(null, reason);
    }
  }
}
