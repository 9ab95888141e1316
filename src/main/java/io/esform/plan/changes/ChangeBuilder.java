package io.esform.plan.changes;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Change.Decision;
import io.esform.plan.Change.Impact;
import io.esform.plan.Change.StateEntry;
import io.esform.plan.Change.Transition;
import io.esform.plan.PlanMode;
import io.esform.plan.PriorObject;
import io.esform.plan.Reason;
import io.esform.plan.Replacement;
import io.esform.plan.Revival;
import io.esform.plan.declared.Outcome;
import io.esform.plan.existing.Existing;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.RolloutReader;
import io.esform.plan.instance.PlannedInstance;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.secrets.SecretTexts;
import io.esform.plan.select.DependencyFinder;
import io.esform.plan.select.Selection;
import io.esform.provider.DataHolder;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.ResourceType;
import io.esform.provider.Serving;
import io.esform.schema.Schema;
import io.esform.state.FailedUpdate;
import io.esform.state.InstanceState;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Builds the change of each instance.
final class ChangeBuilder {

  private final PlanInputs inputs;
  private final ProviderRegistry registry;
  private final Existing existing;
  private final DependencyFinder dependencies;
  private final RolloutReader rollouts;
  private final DiagnosticSink sink;

  ChangeBuilder(PlanInputs inputs, Existing existing, Evaluation evaluation, DiagnosticSink sink) {
    this.inputs = inputs;
    this.registry = inputs.registry();
    this.existing = existing;
    this.dependencies = new DependencyFinder(inputs.graph());
    this.rollouts = new RolloutReader(registry, evaluation, false, sink);
    this.sink = sink;
  }

  /// The change of a declared instance; empty for one that could not be planned and for a data
  /// source that was read.
  Optional<Change> change(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed _ -> Optional.empty();
      case Outcome.DataSourceInstance data ->
          data.isRead() ? Optional.empty() : Optional.of(reading(data));
      case Outcome.Managed managed -> Optional.of(change(managed));
    };
  }

  private Change change(Outcome.Managed outcome) {
    ResourceInstanceAddress address = outcome.address();
    InstanceState known = existing.present().instance(address);
    ObjectValue before = outcome.before();
    boolean tainted = known != null && known.status() != InstanceState.Status.READY;
    boolean carriedOn = known != null && before == null;
    Action action = outcome.action();
    boolean replaces = action == Action.REPLACE;
    PlannedInstance planned = outcome.planned();
    if (replaces && before != null) {
      reportRefused(address, outcome.provider(), before);
    }
    return new Change(
        address,
        new Decision(
            action,
            carriedOn ? Reason.INTERRUPTED : reason(outcome, tainted),
            replaces
                ? new Replacement(planned.replacementPaths(), outcome.triggers(), false)
                : Replacement.NONE),
        new Transition(PriorObject.CURRENT, before, planned.planned()),
        new StateEntry(
            outcome.provider(),
            registry.schema(address.resource().type()),
            dependencies.dependencies(outcome.instance()),
            generation(address, action, carriedOn)),
        new Impact(
            action == Action.NO_OP ? List.of() : notes(planned, known),
            action == Action.UPDATE ? planned.effect() : null,
            rollouts.rollout(outcome.instance(), outcome.provider()),
            isDown(outcome, tainted, carriedOn) ? Revival.IN_ORDER : Revival.NONE,
            replaces ? loss(address, outcome.provider(), before) : null),
        outcome.instance().resource().headerRange());
  }

  /// The notes of the provider, and the end of the last update if it failed.
  private static List<String> notes(PlannedInstance planned, @Nullable InstanceState known) {
    FailedUpdate failed = known == null ? null : known.failedUpdate();
    return failed == null
        ? planned.notes()
        : Stream.concat(planned.notes().stream(), Stream.of(failed.account())).toList();
  }

  /// Whether the recorded object is down.
  private boolean isDown(Outcome.Managed outcome, boolean tainted, boolean carriedOn) {
    return switch (outcome.action()) {
      case CREATE -> carriedOn || existing.gone().contains(outcome.address());
      case UPDATE, REPLACE ->
          tainted || isDown(outcome.address(), outcome.provider(), outcome.before());
      case NO_OP, READ, DELETE, FORGET -> false;
    };
  }

  private boolean isDown(
      ResourceInstanceAddress address, ProviderKey provider, @Nullable ObjectValue before) {
    return before != null
        && registry.resourceType(provider.provider(), address.resource().type())
            instanceof Serving serving
        && serving.isDown((ObjectValue) Marks.strip(before));
  }

  private @Nullable Loss loss(
      ResourceInstanceAddress address, ProviderKey provider, @Nullable ObjectValue before) {
    return before != null
            && registry.resourceType(provider.provider(), address.resource().type())
                instanceof DataHolder holder
        ? holder.loss((ObjectValue) Marks.strip(before)).orElse(null)
        : null;
  }

  private Change reading(Outcome.DataSourceInstance outcome) {
    Schema schema = registry.schema(outcome.instance().resource().key());
    boolean known =
        schema.attributes().values().stream()
            .filter(it -> !it.presence().isComputed())
            .allMatch(it -> outcome.value().get(it.name()).isWhollyKnown());
    return new Change(
        outcome.address(),
        Decision.of(Action.READ, known ? Reason.DEPENDENCIES_CHANGE : Reason.ARGUMENTS_UNKNOWN),
        new Transition(PriorObject.CURRENT, null, outcome.value()),
        new StateEntry(
            outcome.provider(), schema, dependencies.dependencies(outcome.instance()), 0),
        Impact.NONE,
        outcome.instance().resource().headerRange());
  }

  private Reason reason(Outcome.Managed outcome, boolean tainted) {
    return switch (outcome.action()) {
      case REPLACE -> {
        if (tainted) {
          yield Reason.TAINTED;
        }
        if (inputs.options().replaces(outcome.address())) {
          yield Reason.REQUESTED;
        }
        yield outcome.triggers().isEmpty() ? Reason.REQUIRES_REPLACEMENT : Reason.TRIGGERED;
      }
      case CREATE -> existing.gone().contains(outcome.address()) ? Reason.GONE : Reason.VALUES;
      case NO_OP, READ, UPDATE, DELETE, FORGET -> Reason.VALUES;
    };
  }

  /// The generation of the object after the change. A new object gets a number that its address
  /// never had, so that platforms cannot confuse it with an earlier one.
  private int generation(ResourceInstanceAddress address, Action action, boolean carriedOn) {
    boolean isNew = !carriedOn && (action == Action.CREATE || action == Action.REPLACE);
    if (isNew) {
      return existing.prior().lastGeneration(address) + 1;
    }
    InstanceState current = existing.prior().instance(address);
    return current == null ? 0 : current.generation();
  }

  /// The deletion of an object without configuration; empty when no provider offers its type, which
  /// is reported.
  Optional<Change> deletion(ResourceInstanceAddress address) {
    InstanceState state = existing.present().instance(address);
    return state == null
        ? Optional.empty()
        : deletion(address, state, deletionReason(address), PriorObject.CURRENT);
  }

  /// The deletions of deposed objects.
  List<Change> deposedDeletions(Selection selection) {
    var changes = new ArrayList<Change>();
    existing
        .present()
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
    ProviderKey provider = state.provider();
    ResourceType type = registry.resourceType(provider.provider(), address.resource().type());
    if (type == null) {
      sink.report(
          Diagnostic.error(
                  "Unknown resource type",
                  "The state contains %s, but no provider offers its type.".formatted(address))
              .withAddress(address.toString()));
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
            Decision.of(Action.DELETE, reason),
            new Transition(object, before, null),
            new StateEntry(provider, schema, state.dependencies(), state.generation()),
            Impact.of(loss(address, provider, before)),
            null));
  }

  private Reason deletionReason(ResourceInstanceAddress address) {
    if (inputs.options().mode() == PlanMode.DESTROY) {
      return Reason.DESTROY;
    }
    return declared(address) ? Reason.KEY_NOT_IN_CONFIGURATION : Reason.NOT_IN_CONFIGURATION;
  }

  /// Whether the configuration has a block for that address.
  boolean declared(ResourceInstanceAddress address) {
    return inputs.root().resource(address.resource()) != null;
  }

  /// Reports an object whose type refuses its deletion.
  private void reportRefused(
      ResourceInstanceAddress address, ProviderKey provider, ObjectValue before) {
    ResourceType type = registry.resourceType(provider.provider(), address.resource().type());
    if (type != null) {
      type.refusesDeletion(before)
          .ifPresent(refusal ->
              sink.report(
                  SecretTexts.of(before)
                      .hide(Diagnostic.error(refusal.summary(), refusal.detail()))
                      .withAddress(address.toString())));
    }
  }
}
