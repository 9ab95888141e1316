package io.esform.plan.inputs;

import io.esform.config.Module;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.graph.ReferenceGraph;
import io.esform.plan.PlanOptions;
import io.esform.state.State;
import io.esform.task.Tasks;

/// The inputs of every stage of planning: the configuration, the providers and the options.
/// Together with the recorded state and the files that functions read, they determine the plan.
///
/// @param evaluation the configuration, its variables' values and the evaluator
/// @param graph of the same configuration
/// @param connections through which existing objects are read
/// @param secretsAllowed whether the state can keep secrets, because it is encrypted
/// @param tasks for parallel reads
public record PlanInputs(
    Evaluation.Inputs evaluation,
    ReferenceGraph graph,
    ProviderRegistry registry,
    Connections connections,
    PlanOptions options,
    boolean secretsAllowed,
    Tasks tasks) {

  public Module root() {
    return evaluation.configuration().root();
  }

  /// An evaluation in which each instance has its value in this state.
  public Evaluation over(State state) {
    return new Evaluation(evaluation, StateValues.of(state, registry));
  }
}
