package io.esform.plan.declared;

import io.esform.address.Dependency;
import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.CheckStatus;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Resource;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.inputs.DataReader;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.select.DependencyFinder;
import io.esform.state.State;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads data sources while planning if their arguments are known and the run changes none of their
/// dependencies. The others are read during apply.
final class DataInstances {

  private final State prior;
  private final Evaluation evaluation;
  private final Function<ResourceInstance, Outcome> outcomes;
  private final DataReader reader;
  private final DependencyFinder dependencies;
  private final Map<ResourceAddress, Boolean> pending = new HashMap<>();
  private @Nullable Map<ResourceAddress, Set<InstanceKey>> priorKeys;

  /// @param prior the state after refresh
  DataInstances(
      PlanInputs inputs,
      State prior,
      Evaluation evaluation,
      Function<ResourceInstance, Outcome> outcomes) {
    this.prior = prior;
    this.evaluation = evaluation;
    this.outcomes = outcomes;
    this.reader = new DataReader(inputs.registry(), inputs.connections(), evaluation);
    this.dependencies = new DependencyFinder(inputs.graph());
  }

  /// Reads the data source, or defers it to apply.
  Outcome plan(ResourceInstance instance, DiagnosticSink found) {
    DataReader.DataRequest asked = reader.request(instance, found);
    if (asked == null) {
      return new Outcome.Failed(instance);
    }
    CheckStatus conditions = evaluation.checkPreconditions(instance, found);
    if (found.hasErrors()) {
      return new Outcome.Failed(instance);
    }
    boolean faulty = evaluation.diagnostics().hasErrors();
    if (faulty || !asked.isKnown() || isPending(instance)) {
      boolean judgedLater = !instance.resource().lifecycle().postconditions().isEmpty();
      return outcome(
          asked,
          asked.unread(),
          false,
          judgedLater ? conditions.and(CheckStatus.UNKNOWN) : conditions);
    }
    ObjectValue state = reader.read(asked, found);
    return state == null
        ? new Outcome.Failed(instance)
        : outcome(
            asked,
            state,
            true,
            conditions.and(evaluation.checkPostconditions(instance, state, found)));
  }

  private static Outcome outcome(
      DataReader.DataRequest asked, ObjectValue value, boolean isRead, CheckStatus conditions) {
    return new Outcome.DataSourceInstance(
        asked.instance(), asked.provider(), value, isRead, conditions);
  }

  /// Whether the run changes a dependency, by reference or by `depends_on`.
  private boolean isPending(ResourceInstance instance) {
    for (Dependency dependency : dependencies.dependencies(instance)) {
      ResourceAddress resource = dependency.resource();
      Boolean known = pending.get(resource);
      if (known == null) {
        known = changes(resource);
        pending.put(resource, known);
      }
      if (known) {
        return true;
      }
    }
    return false;
  }

  /// @param needed the resource of one module instance, or of several
  private boolean changes(ResourceAddress needed) {
    return evaluation.modules(needed.module()).stream()
        .anyMatch(module -> changes(module, needed.in(module.address())));
  }

  private boolean changes(ModuleInstance module, ResourceAddress address) {
    var key = new ResourceKey(address.mode(), address.type(), address.name());
    Resource resource = module.module().resources().get(key);
    if (resource == null) {
      return false;
    }
    var gone = new HashSet<>(priorKeys().getOrDefault(address, Set.of()));
    for (ResourceInstance instance : module.instances(resource)) {
      if (!outcomes.apply(instance).isUnchanged()) {
        return true;
      }
      gone.remove(instance.key());
    }
    return !gone.isEmpty();
  }

  private Map<ResourceAddress, Set<InstanceKey>> priorKeys() {
    Map<ResourceAddress, Set<InstanceKey>> known = priorKeys;
    if (known == null) {
      known = new HashMap<>();
      for (ResourceInstanceAddress address : prior.instances().keySet()) {
        known.computeIfAbsent(address.resource(), _ -> new HashSet<>()).add(address.key());
      }
      priorKeys = known;
    }
    return known;
  }
}
