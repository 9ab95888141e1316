package io.esform.apply;

import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import org.jspecify.annotations.Nullable;

/// What came of one step; it failed when the diagnostics hold an error.
///
/// @param effect on the state
/// @param counts whether anything was done that the run's counts tell
record StepOutcome(Effect effect, boolean counts, Diagnostics diagnostics) {

  /// What becomes of the instance in the state.
  sealed interface Effect {
    /// It stays as it is.
    record Keep() implements Effect {}

    record Put(InstanceState instance) implements Effect {}

    record Remove() implements Effect {}

    /// The call was not made, as the journal could not take it.
    record NotBegun() implements Effect {}

    /// A data source's values: for the rest of the run, not for the state.
    record Publish(ObjectValue values) implements Effect {}
  }

  static StepOutcome nothing() {
    return new StepOutcome(new Effect.Keep(), false, Diagnostics.none());
  }

  static StepOutcome notBegun() {
    return new StepOutcome(new Effect.NotBegun(), false, Diagnostics.none());
  }

  static StepOutcome failed(Diagnostics diagnostics) {
    return new StepOutcome(new Effect.Keep(), false, diagnostics);
  }

  static StepOutcome put(InstanceState instance, Diagnostics diagnostics) {
    return new StepOutcome(new Effect.Put(instance), true, diagnostics);
  }

  static StepOutcome removed(Diagnostics diagnostics) {
    return new StepOutcome(new Effect.Remove(), true, diagnostics);
  }

  boolean isFailed() {
    return diagnostics.hasErrors();
  }

  /// The id of the object that stands now, where there is one.
  @Nullable String id() {
    return effect instanceof Effect.Put(var instance)
            && instance.attributes().attributes().get("id") instanceof StringValue(var id)
        ? id
        : null;
  }
}
