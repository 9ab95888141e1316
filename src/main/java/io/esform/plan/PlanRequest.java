package io.esform.plan;

import io.esform.config.ReferenceGraph;
import io.esform.config.evaluation.Evaluation;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import java.util.List;

/// What a plan is made from. Together with the files that functions read, it decides the plan.
///
/// @param inputs the configuration, its variables' values and the evaluator
/// @param graph of the same configuration
/// @param prior the state as it was loaded
/// @param open what a run had begun on it when it was ended
/// @param connections through which what exists is read
/// @param options what the user asks for
/// @param secretsAllowed whether the state can keep secrets, because it is encrypted
public record PlanRequest(
    Evaluation.Inputs inputs,
    ReferenceGraph graph,
    State prior,
    List<OpenIntent> open,
    ProviderRegistry registry,
    Connections connections,
    PlanOptions options,
    boolean secretsAllowed) {

  public PlanRequest {
    open = List.copyOf(open);
  }

  PlanRequest withPrior(State now) {
    return new PlanRequest(
        inputs, graph, now, open, registry, connections, options, secretsAllowed);
  }
}
