package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.provider.Connection;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
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

  private final Evaluation.Inputs inputs;
  private final State prior;
  private final ProviderRegistry registry;
  private final Connections connections;
  private final Map<ResourceInstanceAddress, ResourceInstance> instances;
  private final Map<ResourceInstanceAddress, ProviderKey> providers;
  private final OutputsAfter outputs;
  private @Nullable Evaluation evaluation;

  AppliedConfiguration(
      Evaluation.Inputs inputs,
      State prior,
      ProviderRegistry registry,
      Connections connections,
      Map<ResourceInstanceAddress, ResourceInstance> instances,
      Map<ResourceInstanceAddress, ProviderKey> providers,
      OutputsAfter outputs) {
    this.inputs = inputs;
    this.prior = prior;
    this.registry = registry;
    this.connections = connections;
    this.instances = instances;
    this.providers = providers;
    this.outputs = outputs;
  }

  /// What the root outputs are after the run.
  ///
  /// @param settled values that the plan has fixed
  /// @param open names of those that are evaluated again
  record OutputsAfter(SortedMap<String, Value> settled, Set<String> open) {}

  private synchronized Evaluation evaluation(NewStates states) {
    if (evaluation == null) {
      evaluation = new Evaluation(inputs, new StateValues(prior, registry, states));
    }
    return evaluation;
  }

  @Override
  public Resolved<ObjectValue> configuration(ResourceInstanceAddress address, NewStates states) {
    ResourceInstance planned = instances.get(address);
    if (planned == null) {
      throw new EsformBug("The configuration asks for no " + address + ".");
    }
    Evaluation current = evaluation(states);
    var sink = new DiagnosticSink();
    ResourceInstance instance = sameIn(current, planned);
    ObjectValue value =
        current.configuration(instance, registry.schema(planned.resource().key().type()), sink);
    sink.report(current.diagnostics());
    return new Resolved<>(sink.hasErrors() ? null : value, sink.toDiagnostics());
  }

  /// The instance as this evaluation has it: its module's values are those of this evaluation.
  private static ResourceInstance sameIn(Evaluation evaluation, ResourceInstance planned) {
    var module = evaluation.root();
    for (var step : planned.module().address().steps()) {
      var call = module.module().calls().get(step.name());
      var child = call == null ? null : module.children(call).get(step.key());
      if (child == null) {
        throw new EsformBug("The module of " + planned.address() + " is gone.");
      }
      module = child;
    }
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
  public Resolved<Connection> connection(ResourceInstanceAddress address, NewStates states) {
    ProviderKey key = providers.get(address);
    if (key == null) {
      throw new EsformBug("The plan knows no provider for " + address + ".");
    }
    return connections.get(key, evaluation(states));
  }
}
