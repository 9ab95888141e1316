package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.plan.Refresher.Refreshed;
import io.esform.provider.ResourceType;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what is done to each instance.
final class ChangeBuilder {

  private final PlanRequest request;
  private final Refreshed refreshed;
  private final Evaluation evaluation;
  private final DependencyFinder dependencies;
  private final RolloutReader rollouts;
  private final DiagnosticSink sink;

  ChangeBuilder(
      PlanRequest request, Refreshed refreshed, Evaluation evaluation, DiagnosticSink sink) {
    this.request = request;
    this.refreshed = refreshed;
    this.evaluation = evaluation;
    this.dependencies = new DependencyFinder(request.graph(), evaluation);
    this.rollouts = new RolloutReader(request.registry(), evaluation, false, sink);
    this.sink = sink;
  }

  /// The change of an instance that the configuration asks for; empty when it could not be planned.
  Optional<Change> change(Outcome outcome) {
    PlannedInstance planned = outcome.planned();
    ProviderKey provider = outcome.provider();
    if (planned == null || provider == null) {
      return Optional.empty();
    }
    ResourceInstanceAddress address = outcome.instance().address();
    InstanceState known = refreshed.state().instance(address);
    ObjectValue before = outcome.before();
    boolean tainted = known != null && known.status() != InstanceState.Status.READY;
    boolean requested = request.options().replaces(address);
    boolean carriedOn = known != null && before == null;
    Action action = action(before, planned, tainted || requested);
    if (action == Action.REPLACE && evaluation.isDestroyPrevented(outcome.instance(), sink)) {
      reportPrevented(outcome.instance(), "replace");
    }
    return Optional.of(
        new Change(
            address,
            action,
            carriedOn
                ? Reason.INTERRUPTED
                : reason(action, tainted, requested, refreshed.gone().contains(address)),
            PriorObject.CURRENT,
            provider.toString(),
            request.registry().schema(address.resource().type()),
            before,
            planned.planned(),
            action == Action.REPLACE
                ? new Replacement(planned.replacementPaths(), false)
                : Replacement.NONE,
            action == Action.NO_OP ? List.of() : planned.notes(),
            action == Action.UPDATE ? planned.effect() : null,
            dependencies.dependencies(outcome.instance()),
            generation(address, action, carriedOn),
            rollouts.rollout(outcome.instance(), provider),
            outcome.instance().resource().headerRange()));
  }

  private static Action action(
      @Nullable ObjectValue before, PlannedInstance planned, boolean renewed) {
    if (before == null) {
      return Action.CREATE;
    }
    if (renewed || !planned.replacementPaths().isEmpty()) {
      return Action.REPLACE;
    }
    return Marks.strip(before).equals(Marks.strip(planned.planned()))
        ? Action.NO_OP
        : Action.UPDATE;
  }

  private static Reason reason(Action action, boolean tainted, boolean requested, boolean gone) {
    if (action == Action.REPLACE) {
      return tainted ? Reason.TAINTED : requested ? Reason.REQUESTED : Reason.REQUIRES_REPLACEMENT;
    }
    return action == Action.CREATE && gone ? Reason.GONE : Reason.VALUES;
  }

  /// A new object counts one more than the last of its address, so that nothing that platforms
  /// remember of the old one is taken for the new.
  private int generation(ResourceInstanceAddress address, Action action, boolean carriedOn) {
    int before = request.prior().lastGeneration(address);
    boolean isNew = !carriedOn && (action == Action.CREATE || action == Action.REPLACE);
    return isNew ? before + 1 : before;
  }

  /// The deletion of what is no longer wanted; empty when its type is not known any more.
  Optional<Change> deletion(ResourceInstanceAddress address) {
    InstanceState state = refreshed.state().instance(address);
    if (state == null) {
      return Optional.empty();
    }
    ProviderKey provider = ProviderKey.parse(state.provider());
    ResourceType type =
        request.registry().resourceType(provider.provider(), address.resource().type());
    if (type == null) {
      sink.report(
          Planner.about(
              address,
              Diagnostic.error(
                  "Unknown resource type",
                  "The state holds %s, whose type no provider offers.".formatted(address))));
      return Optional.empty();
    }
    Schema schema = type.schema();
    ObjectValue before = PriorStates.conform(state, schema, address.toString(), sink);
    return Optional.of(
        new Change(
            address,
            Action.DELETE,
            deletionReason(address),
            PriorObject.CURRENT,
            state.provider(),
            schema,
            before,
            null,
            Replacement.NONE,
            List.of(),
            null,
            state.dependencies(),
            state.generation(),
            null,
            null));
  }

  private Reason deletionReason(ResourceInstanceAddress address) {
    if (request.options().mode() == PlanMode.DESTROY) {
      return Reason.DESTROY;
    }
    return declared(address) ? Reason.KEY_NOT_IN_CONFIGURATION : Reason.NOT_IN_CONFIGURATION;
  }

  /// Whether there is a block for that address.
  boolean declared(ResourceInstanceAddress address) {
    Module module = request.inputs().configuration().root();
    for (var step : address.resource().module().steps()) {
      ModuleCall call = module.calls().get(step.name());
      if (call == null) {
        return false;
      }
      module = call.module();
    }
    var resource = address.resource();
    return module
        .resources()
        .containsKey(new ResourceKey(resource.mode(), resource.type(), resource.name()));
  }

  /// Reports every instance whose block says that it must not be destroyed.
  void checkPreventedDestroys(Selection selection) {
    evaluation.forEachInstance(
        selection,
        instance -> {
          boolean exists = refreshed.state().instance(instance.address()) != null;
          if (exists && evaluation.isDestroyPrevented(instance, sink)) {
            reportPrevented(instance, "destroy");
          }
        });
  }

  private void reportPrevented(ResourceInstance instance, String verb) {
    sink.report(
        Planner.about(
            instance.address(),
            Diagnostic.error(
                "Destroy is prevented",
                "The plan would %s %s, but its lifecycle says prevent_destroy. Take that line out if the object may go."
                    .formatted(verb, instance.address()),
                instance.resource().headerRange())));
  }
}
