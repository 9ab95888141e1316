package io.esform.apply;

import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.Reason;
import io.esform.plan.instance.InstancePlanner;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.state.InstanceState;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates the result of a call that created or updated an object, and checks the contract of the
/// provider.
///
/// @param token of the call
/// @param sink contains the diagnostics of the provider
record Outcomes(Change change, String token, RunState state, DiagnosticSink sink) {

  private static final String BROKEN = "Provider produced inconsistent result after apply";

  /// @param isOpen whether the next run can continue a creation that failed
  StepOutcome created(ObjectValue planned, ApplyResponse response, boolean isOpen) {
    ObjectValue marked = checked(planned, response.state());
    if (marked == null && response.unfinished() && isOpen) {
      if (state.isIdentified(change.address(), change.generation())) {
        return StepOutcome.failed(sink.toDiagnostics());
      }
      InstanceState asked = InstanceStates.planned(change, planned).withToken(token);
      return StepOutcome.put(asked, sink.toDiagnostics());
    }
    if (marked == null) {
      // A continued creation has left an object, even if this call failed.
      return change.reason() == Reason.INTERRUPTED
          ? StepOutcome.failed(sink.toDiagnostics())
          : new StepOutcome(new StepOutcome.Effect.Remove(), false, sink.toDiagnostics());
    }
    InstanceState instance;
    if (!sink.hasErrors()) {
      instance = InstanceStates.ready(change, marked);
    } else if (isOpen && marked.attributes().get("id") instanceof StringValue(var id)) {
      instance = InstanceStates.planned(change, planned).withToken(token).identified(id);
    } else {
      instance = InstanceStates.tainted(change, marked);
    }
    return StepOutcome.put(instance, sink.toDiagnostics());
  }

  /// @param made the new object; null if the object is unchanged
  StepOutcome updated(ObjectValue planned, @Nullable ObjectValue made) {
    ObjectValue marked = checked(planned, made);
    return marked == null
        ? StepOutcome.failed(sink.toDiagnostics())
        : StepOutcome.put(InstanceStates.ready(change, marked), sink.toDiagnostics());
  }

  /// The new state with its marks; null for none.
  private @Nullable ObjectValue checked(ObjectValue planned, @Nullable ObjectValue made) {
    if (made == null) {
      if (!sink.hasErrors()) {
        breach("it returned no new state");
      }
      return null;
    }
    if (!sink.hasErrors()) {
      checkPromises(planned, made);
    }
    return InstancePlanner.markState(change.schema(), InstanceStates.known(made), planned);
  }

  private void checkPromises(ObjectValue planned, ObjectValue made) {
    if (!ProviderContract.conforms(change.schema(), made)) {
      breach("the new state is not wholly known, or not of its type");
      return;
    }
    List<AttributePath> broken = ProviderContract.broken(Marks.strip(planned), made);
    if (!broken.isEmpty()) {
      breach("the new value of " + ChangeDiagnostics.display(broken) + " is not the planned one");
    }
  }

  private void breach(String fault) {
    sink.report(
        ChangeDiagnostics.error(
            change,
            BROKEN,
            "The provider \"%s\" did not follow its own plan: %s. This is a bug in the provider, not in the configuration."
                .formatted(change.provider(), fault)));
  }
}
