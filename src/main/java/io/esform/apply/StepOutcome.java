package io.esform.apply;

import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import org.jspecify.annotations.Nullable;

/// The outcome of one step; failed if the diagnostics contain an error.
///
/// @param effect on the state
/// @param counts whether the step counts as a change in the result
record StepOutcome(Effect effect, boolean counts, Diagnostics diagnostics) {

  /// The effect on the instance in the state.
  sealed interface Effect {
    /// The instance stays as recorded.
    record Keep() implements Effect {}

    record Put(InstanceState instance) implements Effect {}

    record Remove() implements Effect {}

    /// The call did not start, because the journal could not record it.
    record NotBegun() implements Effect {}

    /// The values of a data source; used in this run and not saved.
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

  /// The id of the current object; null for none.
  @Nullable String id() {
    return effect instanceof Effect.Put(var instance)
            && instance.attributes().attributes().get("id") instanceof StringValue(var id)
        ? id
        : null;
  }
}
