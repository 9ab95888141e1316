package io.esform.apply;

import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.instance.PriorStates;
import io.esform.provider.Restorable;
import io.esform.provider.Restorable.Restoration;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Finds the last state of an object in which it was up, and plans the return to it.
final class LastGood {

  private LastGood() {}

  /// The state before the change if the object was up; otherwise the one that an earlier failure
  /// has recorded. With marks; null if none is known.
  ///
  /// @param known the recorded object
  /// @param before the object before the change, as read; null for none
  static @Nullable ObjectValue of(
      Change change, Restorable type, InstanceState known, @Nullable ObjectValue before) {
    if (before != null
        && known.status() == InstanceState.Status.READY
        && !type.isDown((ObjectValue) Marks.strip(before))) {
      return before;
    }
    FailedUpdate earlier = known.failedUpdate();
    return earlier == null || earlier.lastGood() == null
        ? null
        : PriorStates.conform(
            known.withAttributes(earlier.lastGood()),
            change.schema(),
            change.address().toString(),
            new DiagnosticSink());
  }

  /// A type that fails refuses the return, so that the failure before it stays recorded.
  ///
  /// @param tried the state that the failed change should have made
  /// @param left the object after it; null for none
  static Restoration restoration(
      Change change,
      Restorable type,
      ObjectValue good,
      ObjectValue tried,
      @Nullable ObjectValue left) {
    try {
      return type.restoration(
          change.address().toString(),
          (ObjectValue) Marks.strip(good),
          (ObjectValue) Marks.strip(tried),
          left == null ? null : (ObjectValue) Marks.strip(left));
    } catch (RuntimeException fault) {
      return Restoration.refused(
          "the provider \"%s\" failed unexpectedly: %s".formatted(change.provider(), fault));
    }
  }
}
