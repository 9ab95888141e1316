package io.esform.plan.pipeline;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Resource;
import io.esform.config.Resource.Lifecycle;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.EvaluationExtent;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.plan.Change;
import io.esform.plan.CheckResult;
import io.esform.plan.ConfigurationResolver;
import io.esform.plan.Plan;
import io.esform.plan.Revival;
import io.esform.plan.SettledValues;
import io.esform.plan.check.CheckEvaluator;
import io.esform.plan.inputs.DataArguments;
import io.esform.plan.inputs.DataReader;
import io.esform.plan.inputs.DeclaredInstances;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.StateValues;
import io.esform.plan.instance.IgnoredChanges;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.select.Selection;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Evaluates the configuration a second time, with the applied objects.
///
/// One evaluation serves the whole run: a value is computed when first needed, and everything it
/// refers to has been applied by then.
public final class AppliedConfiguration implements ConfigurationResolver {

  private final PlanInputs inputs;
  private final State prior;
  private final SettledValues settled;
  private final EvaluationExtent extent;
  private final Set<ResourceInstanceAddress> early;
  private @Nullable Evaluation evaluation;

  /// For one apply of the plan.
  ///
  /// @param inputs the inputs of the plan
  public AppliedConfiguration(PlanInputs inputs, Plan plan) {
    this.inputs = inputs;
    this.prior = plan.prior();
    this.settled = plan.settled();
    this.extent = Selection.of(inputs, plan.prior());
    this.early =
        plan.changes().stream()
            .filter(change -> change.impact().revival() == Revival.FIRST)
            .map(Change::address)
            .collect(Collectors.toSet());
  }

  private synchronized Evaluation evaluation(NewStates states) {
    if (evaluation == null) {
      evaluation = over(states);
    }
    return evaluation;
  }

  /// A separate evaluation for an instance that is applied before its dependencies: values computed
  /// for it are not kept for later instances.
  private Evaluation evaluation(ResourceInstanceAddress address, NewStates states) {
    return early.contains(address) ? over(states) : evaluation(states);
  }

  private Evaluation over(NewStates states) {
    NewStates known =
        address -> {
          ObjectValue data = settled.data().get(address);
          return data == null ? states.find(address) : data;
        };
    return new Evaluation(inputs.evaluation(), new StateValues(prior, inputs.registry(), known));
  }

  @Override
  public Resolved<ObjectValue> configuration(ResourceInstanceAddress address, NewStates states) {
    Evaluation current = evaluation(address, states);
    var sink = new DiagnosticSink();
    ResourceInstance instance = instance(current, address);
    current.checkPreconditions(instance, sink);
    Schema schema = inputs.registry().schema(instance.resource().key());
    DataSource source = dataSource(instance);
    ObjectValue value =
        source == null
            ? current.configuration(instance, schema, sink)
            : DataArguments.evaluate(current, instance, source, sink);
    sink.report(current.diagnostics());
    if (!sink.hasErrors()) {
      value = withoutIgnoredChanges(instance, schema, value, sink);
    }
    return new Resolved<>(sink.hasErrors() ? null : value, sink.toDiagnostics());
  }

  private @Nullable DataSource dataSource(ResourceInstance instance) {
    if (instance.resource().key().mode() != Mode.DATA) {
      return null;
    }
    ProviderKey provider =
        inputs.registry().providerOf(instance.resource(), inputs.root(), new DiagnosticSink());
    return provider == null
        ? null
        : inputs.registry().dataSource(provider.provider(), instance.resource().key().type());
  }

  /// Keeps ignored attributes as planned.
  private ObjectValue withoutIgnoredChanges(
      ResourceInstance instance, Schema schema, ObjectValue value, DiagnosticSink sink) {
    InstanceState state = prior.instance(instance.address());
    if (state == null) {
      return value;
    }
    ObjectValue before = PriorStates.conform(state, schema, instance.address().toString(), sink);
    return IgnoredChanges.keep(instance.resource(), schema, value, before, state.status());
  }

  private ResourceInstance instance(Evaluation current, ResourceInstanceAddress address) {
    Value each = settled.each().getOrDefault(address, Value.nullOf(Types.ANY));
    return DeclaredInstances.in(current, address, each);
  }

  private Lifecycle lifecycle(ResourceInstanceAddress address) {
    Resource resource = inputs.root().resource(address.resource());
    if (resource == null) {
      throw new EsformBug("The configuration does not declare " + address + ".");
    }
    return resource.lifecycle();
  }

  @Override
  public Diagnostics preconditions(ResourceInstanceAddress address, NewStates states) {
    if (lifecycle(address).preconditions().isEmpty()) {
      return Diagnostics.none();
    }
    Evaluation current = evaluation(address, states);
    var sink = new DiagnosticSink();
    current.checkPreconditions(instance(current, address), sink);
    return sink.toDiagnostics();
  }

  @Override
  public Diagnostics postconditions(
      ResourceInstanceAddress address, ObjectValue self, NewStates states) {
    if (lifecycle(address).postconditions().isEmpty()) {
      return Diagnostics.none();
    }
    Evaluation current = evaluation(address, states);
    var sink = new DiagnosticSink();
    current.checkPostconditions(instance(current, address), self, sink);
    return sink.toDiagnostics();
  }

  @Override
  public boolean secretsAllowed() {
    return inputs.secretsAllowed();
  }

  @Override
  public Resolved<SequencedMap<String, Value>> outputs(NewStates states) {
    Evaluation current = evaluation(states);
    SequencedMap<String, Value> values = new TreeMap<>(settled.outputs());
    settled.openOutputs().forEach(name -> values.put(name, current.root().output(name)));
    Diagnostics diagnostics = current.diagnostics();
    return new Resolved<>(diagnostics.hasErrors() ? null : values, diagnostics);
  }

  @Override
  public List<CheckResult> checks(NewStates states) {
    Evaluation current = evaluation(states);
    var reader = new DataReader(inputs.registry(), inputs.connections(), current);
    return new CheckEvaluator(current, reader, (_, _) -> false).evaluate(extent);
  }

  @Override
  public Resolved<Connection> connection(ProviderKey provider, NewStates states) {
    return inputs.connections().get(provider, evaluation(states));
  }
}
