package io.esform.plan.inputs;

import io.esform.config.Module.ResourceKey;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.evaluation.InstanceValues;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.ConfigurationResolver.NewStates;
import io.esform.plan.instance.PriorStates;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;

/// Values of resource instances by their states: the new state of an applied instance, else the
/// prior state, else an unknown value.
public final class StateValues implements InstanceValues {

  private final State prior;
  private final ProviderRegistry registry;
  private final NewStates applied;

  /// The values in one state.
  public static StateValues of(State state, ProviderRegistry registry) {
    return new StateValues(state, registry, _ -> null);
  }

  /// @param applied the new states, including those of data sources
  public StateValues(State prior, ProviderRegistry registry, NewStates applied) {
    this.prior = prior;
    this.registry = registry;
    this.applied = applied;
  }

  @Override
  public Value valueOf(ResourceInstance instance) {
    ObjectValue now = applied.find(instance.address());
    if (now != null) {
      return now;
    }
    ResourceKey key = instance.resource().key();
    if (!registry.offers(key)) {
      return Value.unknown(Types.ANY);
    }
    Schema schema = registry.schema(key);
    InstanceState before = prior.instance(instance.address());
    Value known =
        before == null
            ? null
            : PriorStates.conform(
                before, schema, instance.address().toString(), new DiagnosticSink());
    return known == null ? BodyEvaluator.unknownOf(schema) : known;
  }
}
