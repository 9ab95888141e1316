package io.esform.plan;

import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.plan.Refresher.Refreshed;
import io.esform.provider.DataHolder;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.ResourceType;
import io.esform.provider.Serving;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what is done to each instance.
final class ChangeBuilder {

  private final PlanRequest request;
  private final Refreshed refreshed;
  private final DependencyFinder dependencies;
  private final RolloutReader rollouts;
  private final DiagnosticSink sink;

  ChangeBuilder(
      PlanRequest request, Refreshed refreshed, Evaluation evaluation, DiagnosticSink sink) {
    this.request = request;
    this.refreshed = refreshed;
    this.dependencies = new DependencyFinder(request.graph());
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
    if (address.resource().mode() == Mode.DATA) {
      return outcome.action() == Action.READ
          ? Optional.of(reading(outcome, provider, planned.planned()))
          : Optional.empty();
    }
    InstanceState known = refreshed.state().instance(address);
    ObjectValue before = outcome.before();
    boolean tainted = known != null && known.status() != InstanceState.Status.READY;
    boolean carriedOn = known != null && before == null;
    Action action = outcome.action();
    if (action == Action.REPLACE && before != null) {
      reportRefused(address, provider, before);
    }
    return Optional.of(
        new Change(
            address,
            action,
            carriedOn
                ? Reason.INTERRUPTED
                : reason(outcome, tainted, refreshed.gone().contains(address)),
            PriorObject.CURRENT,
            provider.toString(),
            request.registry().schema(address.resource().type()),
            before,
            planned.planned(),
            action == Action.REPLACE
                ? new Replacement(planned.replacementPaths(), outcome.triggers(), false)
                : Replacement.NONE,
            action == Action.NO_OP ? List.of() : planned.notes(),
            action == Action.UPDATE ? planned.effect() : null,
            dependencies.dependencies(outcome.instance()),
            generation(address, action, carriedOn),
            rollouts.rollout(outcome.instance(), provider),
            isDown(outcome, provider, tainted, carriedOn) ? Revival.IN_ORDER : Revival.NONE,
            action == Action.REPLACE ? loss(address, provider, before) : null,
            outcome.instance().resource().headerRange()));
  }

  /// Whether what the change starts from does not serve, though the state has it.
  private boolean isDown(
      Outcome outcome, ProviderKey provider, boolean tainted, boolean carriedOn) {
    ResourceInstanceAddress address = outcome.instance().address();
    return switch (outcome.action()) {
      case CREATE -> carriedOn || refreshed.gone().contains(address);
      case UPDATE, REPLACE -> tainted || isDown(address, provider, outcome.before());
      case NO_OP, READ, DELETE, FORGET -> false;
    };
  }

  private boolean isDown(
      ResourceInstanceAddress address, ProviderKey provider, @Nullable ObjectValue before) {
    return before != null
        && request.registry().resourceType(provider.provider(), address.resource().type())
            instanceof Serving serving
        && serving.isDown((ObjectValue) Marks.strip(before));
  }

  private @Nullable Loss loss(
      ResourceInstanceAddress address, ProviderKey provider, @Nullable ObjectValue before) {
    return before != null
            && request.registry().resourceType(provider.provider(), address.resource().type())
                instanceof DataHolder holder
        ? holder.loss((ObjectValue) Marks.strip(before)).orElse(null)
        : null;
  }

  private Change reading(Outcome outcome, ProviderKey provider, ObjectValue planned) {
    Schema schema = request.registry().schema(outcome.instance().resource().key());
    boolean known =
        schema.attributes().values().stream()
            .filter(it -> !it.presence().isComputed())
            .allMatch(it -> planned.get(it.name()).isWhollyKnown());
    return new Change(
        outcome.instance().address(),
        Action.READ,
        known ? Reason.DEPENDENCIES_CHANGE : Reason.ARGUMENTS_UNKNOWN,
        PriorObject.CURRENT,
        provider.toString(),
        schema,
        null,
        planned,
        Replacement.NONE,
        List.of(),
        null,
        dependencies.dependencies(outcome.instance()),
        0,
        null,
        Revival.NONE,
        null,
        outcome.instance().resource().headerRange());
  }

  private Reason reason(Outcome outcome, boolean tainted, boolean gone) {
    return switch (outcome.action()) {
      case REPLACE -> {
        if (tainted) {
          yield Reason.TAINTED;
        }
        if (request.options().replaces(outcome.instance().address())) {
          yield Reason.REQUESTED;
        }
        yield outcome.triggers().isEmpty() ? Reason.REQUIRES_REPLACEMENT : Reason.TRIGGERED;
      }
      case CREATE -> gone ? Reason.GONE : Reason.VALUES;
      case NO_OP, READ, UPDATE, DELETE, FORGET -> Reason.VALUES;
    };
  }

  /// A new object counts one more than the last of its address, so that nothing that platforms
  /// remember of the old one is taken for the new.
  private int generation(ResourceInstanceAddress address, Action action, boolean carriedOn) {
    boolean isNew = !carriedOn && (action == Action.CREATE || action == Action.REPLACE);
    if (isNew) {
      return request.prior().lastGeneration(address) + 1;
    }
    InstanceState current = request.prior().instance(address);
    return current == null ? 0 : current.generation();
  }

  /// The deletion of what is no longer wanted; empty when its type is not known any more.
  Optional<Change> deletion(ResourceInstanceAddress address) {
    InstanceState state = refreshed.state().instance(address);
    return state == null
        ? Optional.empty()
        : deletion(address, state, deletionReason(address), PriorObject.CURRENT);
  }

  /// The deletions of what replacements have left behind.
  List<Change> deposedDeletions(Selection selection) {
    var changes = new ArrayList<Change>();
    refreshed
        .state()
        .deposed()
        .forEach((key, state) -> {
          if (selection.includes(key.address())) {
            var object = new PriorObject.Deposed(key.generation());
            deletion(key.address(), state, Reason.DEPOSED, object).ifPresent(changes::add);
          }
        });
    return changes;
  }

  private Optional<Change> deletion(
      ResourceInstanceAddress address, InstanceState state, Reason reason, PriorObject object) {
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
    if (before != null) {
      reportRefused(address, provider, before);
    }
    return Optional.of(
        new Change(
            address,
            Action.DELETE,
            reason,
            object,
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
            Revival.NONE,
            loss(address, provider, before),
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
    return request.inputs().configuration().root().resource(address.resource()) != null;
  }

  /// Reports an object that its own type says cannot be removed as it is.
  private void reportRefused(
      ResourceInstanceAddress address, ProviderKey provider, ObjectValue before) {
    ResourceType type =
        request.registry().resourceType(provider.provider(), address.resource().type());
    if (type != null) {
      type.refusesDeletion(before)
          .ifPresent(refusal ->
              sink.report(
                  Planner.about(
                      address,
                      SecretTexts.of(before)
                          .hide(Diagnostic.error(refusal.summary(), refusal.detail())))));
    }
  }
}
