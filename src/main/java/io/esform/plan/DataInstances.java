package io.esform.plan;

import io.esform.address.Dependency;
import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ProviderKey;
import io.esform.config.Resource;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.schema.Schema;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads data sources while planning: those whose arguments are known, and that need nothing that
/// the run changes. The others are read by the run, when that is done.
final class DataInstances {

  private final PlanRequest request;
  private final State prior;
  private final Evaluation evaluation;
  private final PlannedInstances instances;
  private final DependencyFinder dependencies;
  private final Map<ResourceAddress, Boolean> pending = new HashMap<>();
  private @Nullable Map<ResourceAddress, Set<InstanceKey>> priorKeys;

  /// @param prior the state after refresh
  DataInstances(
      PlanRequest request, State prior, Evaluation evaluation, PlannedInstances instances) {
    this.request = request;
    this.prior = prior;
    this.evaluation = evaluation;
    this.instances = instances;
    this.dependencies = new DependencyFinder(request.graph());
  }

  /// Reads it, or says that it is read during apply.
  Outcome plan(ResourceInstance instance, DiagnosticSink found) {
    ProviderRegistry registry = request.registry();
    ProviderKey provider =
        registry.providerOf(instance.resource(), evaluation.root().module(), found);
    DataSource source =
        provider == null
            ? null
            : registry.dataSource(provider.provider(), instance.resource().key().type());
    if (provider == null || source == null) {
      return Outcome.failed(instance, provider, null);
    }
    ObjectValue configuration = evaluation.configuration(instance, source.schema(), found);
    evaluation.checkPreconditions(instance, found);
    if (found.hasErrors()) {
      return Outcome.failed(instance, provider, null);
    }
    boolean faulty = evaluation.diagnostics().hasErrors();
    if (faulty || !configuration.isWhollyKnown() || isPending(instance)) {
      ObjectValue later = ProposedState.merge(source.schema(), null, configuration);
      return outcome(instance, provider, source.schema(), later, configuration, Action.READ);
    }
    ObjectValue state = read(instance, provider, source, configuration, found);
    if (state == null) {
      return Outcome.failed(instance, provider, null);
    }
    Outcome outcome =
        outcome(instance, provider, source.schema(), state, configuration, Action.NO_OP);
    if (outcome.planned() != null) {
      evaluation.checkPostconditions(instance, outcome.planned().planned(), found);
    }
    return outcome;
  }

  private static Outcome outcome(
      ResourceInstance instance,
      ProviderKey provider,
      Schema schema,
      ObjectValue value,
      ObjectValue configuration,
      Action action) {
    ObjectValue marked = InstancePlanner.mark(schema, value, configuration);
    var planned = new PlannedInstance(marked, List.of(), List.of(), List.of(), null, List.of());
    return new Outcome(instance, provider, null, planned, action, List.of());
  }

  private @Nullable ObjectValue read(
      ResourceInstance instance,
      ProviderKey provider,
      DataSource source,
      ObjectValue configuration,
      DiagnosticSink found) {
    Resolved<Connection> connection = request.connections().get(provider, evaluation);
    found.report(connection.diagnostics());
    Connection opened = connection.value();
    if (opened == null || found.hasErrors()) {
      return null;
    }
    DataSource.Response response = source.read(opened, (ObjectValue) Marks.strip(configuration));
    for (Diagnostic diagnostic : response.diagnostics()) {
      found.report(
          diagnostic.subject() == null
              ? diagnostic.withSubject(instance.resource().headerRange())
              : diagnostic);
    }
    return found.hasErrors() ? null : response.state();
  }

  /// Whether something that it needs, by a reference or by `depends_on`, is changed by the run.
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
      Outcome outcome = instances.outcome(instance);
      if (outcome.planned() == null || outcome.action() != Action.NO_OP) {
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
