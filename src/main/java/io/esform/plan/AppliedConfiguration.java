package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.Extent;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.provider.Connection;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Evaluates the configuration a second time, over what has been applied.
///
/// One evaluation serves the whole run: a value is computed when first needed, and everything it
/// stands on has been applied by then.
final class AppliedConfiguration implements ConfigurationResolver {

  private final PlanRequest request;
  private final State prior;
  private final Extent extent;
  private final Map<ResourceInstanceAddress, ResourceInstance> instances;
  private final Map<ResourceInstanceAddress, ProviderKey> providers;
  private final OutputsAfter outputs;
  private final Map<ResourceInstanceAddress, ObjectValue> read;
  private final Set<ResourceInstanceAddress> early;
  private @Nullable Evaluation evaluation;

  /// @param prior the state that the plan starts from
  /// @param extent what the run looks at
  /// @param read the data sources that the plan has read
  /// @param early instances that are applied before all that they depend on is
  AppliedConfiguration(
      PlanRequest request,
      State prior,
      Extent extent,
      Map<ResourceInstanceAddress, ResourceInstance> instances,
      Map<ResourceInstanceAddress, ProviderKey> providers,
      OutputsAfter outputs,
      Map<ResourceInstanceAddress, ObjectValue> read,
      Set<ResourceInstanceAddress> early) {
    this.request = request;
    this.prior = prior;
    this.extent = extent;
    this.instances = instances;
    this.providers = providers;
    this.outputs = outputs;
    this.read = read;
    this.early = early;
  }

  /// What the root outputs are after the run.
  ///
  /// @param settled values that the plan has fixed
  /// @param open names of those that are evaluated again
  record OutputsAfter(SortedMap<String, Value> settled, Set<String> open) {}

  private synchronized Evaluation evaluation(NewStates states) {
    if (evaluation == null) {
      evaluation = over(states);
    }
    return evaluation;
  }

  /// One of its own for an instance that is applied early: what it computes would be kept for those
  /// who need the values of later.
  private Evaluation evaluation(ResourceInstanceAddress address, NewStates states) {
    return early.contains(address) ? over(states) : evaluation(states);
  }

  private Evaluation over(NewStates states) {
    NewStates known =
        address -> {
          ObjectValue data = read.get(address);
          return data == null ? states.find(address) : data;
        };
    return new Evaluation(request.inputs(), new StateValues(prior, request.registry(), known));
  }

  @Override
  public Resolved<ObjectValue> configuration(ResourceInstanceAddress address, NewStates states) {
    ResourceInstance planned = planned(address);
    Evaluation current = evaluation(address, states);
    var sink = new DiagnosticSink();
    ResourceInstance instance = sameIn(current, planned);
    current.checkPreconditions(instance, sink);
    Schema schema = request.registry().schema(planned.resource().key());
    ObjectValue value = current.configuration(instance, schema, sink);
    sink.report(current.diagnostics());
    if (!sink.hasErrors()) {
      value = withoutIgnoredChanges(instance, schema, value, sink);
    }
    return new Resolved<>(sink.hasErrors() ? null : value, sink.toDiagnostics());
  }

  /// As the plan has it.
  private ObjectValue withoutIgnoredChanges(
      ResourceInstance instance, Schema schema, ObjectValue value, DiagnosticSink sink) {
    InstanceState state = prior.instance(instance.address());
    if (state == null) {
      return value;
    }
    ObjectValue before = PriorStates.conform(state, schema, instance.address().toString(), sink);
    return IgnoredChanges.keep(instance.resource(), schema, value, before, state.status());
  }

  private ResourceInstance planned(ResourceInstanceAddress address) {
    ResourceInstance planned = instances.get(address);
    if (planned == null) {
      throw new EsformBug("The configuration asks for no " + address + ".");
    }
    return planned;
  }

  @Override
  public Diagnostics preconditions(ResourceInstanceAddress address, NewStates states) {
    ResourceInstance planned = planned(address);
    if (planned.resource().lifecycle().preconditions().isEmpty()) {
      return Diagnostics.none();
    }
    Evaluation current = evaluation(address, states);
    var sink = new DiagnosticSink();
    current.checkPreconditions(sameIn(current, planned), sink);
    return sink.toDiagnostics();
  }

  @Override
  public Diagnostics postconditions(
      ResourceInstanceAddress address, ObjectValue self, NewStates states) {
    ResourceInstance planned = planned(address);
    if (planned.resource().lifecycle().postconditions().isEmpty()) {
      return Diagnostics.none();
    }
    Evaluation current = evaluation(address, states);
    var sink = new DiagnosticSink();
    current.checkPostconditions(sameIn(current, planned), self, sink);
    return sink.toDiagnostics();
  }

  /// The instance as this evaluation has it: its module's values are those of this evaluation.
  static ResourceInstance sameIn(Evaluation evaluation, ResourceInstance planned) {
    ModuleInstance module =
        evaluation
            .module(planned.module().address())
            .orElseThrow(() -> new EsformBug("The module of " + planned.address() + " is gone."));
    Value each = module.expansion(planned.resource()).keys().get(planned.key());
    return new ResourceInstance(
        module, planned.resource(), planned.key(), each == null ? planned.each() : each);
  }

  @Override
  public Resolved<SequencedMap<String, Value>> outputs(NewStates states) {
    Evaluation current = evaluation(states);
    SequencedMap<String, Value> values = new TreeMap<>(outputs.settled());
    outputs.open().forEach(name -> values.put(name, current.root().output(name)));
    Diagnostics diagnostics = current.diagnostics();
    return new Resolved<>(diagnostics.hasErrors() ? null : values, diagnostics);
  }

  @Override
  public List<CheckResult> checks(NewStates states) {
    Evaluation current = evaluation(states);
    var reader = new DataReader(request.registry(), request.connections(), current);
    return new CheckEvaluator(current, reader, (_, _) -> false).evaluate(extent);
  }

  @Override
  public Resolved<Connection> connection(ResourceInstanceAddress address, NewStates states) {
    ProviderKey key = providers.get(address);
    if (key == null) {
      throw new EsformBug("The plan knows no provider for " + address + ".");
    }
    return request.connections().get(key, evaluation(states));
  }
}
