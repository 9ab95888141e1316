package io.esform.plan.check;

import io.esform.address.Dependency;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.graph.ReferenceGraph.Declaration.CheckNode;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.CheckResult;
import io.esform.plan.CheckResult.Owner;
import io.esform.plan.PriorObject;
import io.esform.plan.declared.Outcome;
import io.esform.plan.inputs.DataReader;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.select.DependencyFinder;
import io.esform.plan.select.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evaluates conditions and check blocks against the planned values.
public final class CheckPlanner {

  private final PlanInputs inputs;
  private final Evaluation evaluation;
  private final Selection selection;
  private @Nullable Set<Dependency> changed;

  public CheckPlanner(PlanInputs inputs, Evaluation evaluation, Selection selection) {
    this.inputs = inputs;
    this.evaluation = evaluation;
    this.selection = selection;
  }

  /// Results of preconditions and postconditions of resource instances and outputs.
  public List<CheckResult> conditions(List<Outcome> outcomes) {
    var results = new ArrayList<CheckResult>();
    outcomes.stream()
        .filter(outcome -> outcome.instance().resource().lifecycle().hasConditions())
        .sorted(Comparator.comparing(outcome -> outcome.address()))
        .map(outcome ->
            new CheckResult(
                outcome.address().toString(), Owner.RESOURCE, outcome.conditions(), List.of()))
        .forEach(results::add);
    evaluation
        .outputConditions()
        .forEach((address, status) ->
            results.add(new CheckResult(address, Owner.OUTPUT, status, List.of())));
    return results;
  }

  /// Results of check blocks. A data source is read unless the run changes one of its dependencies.
  public List<CheckResult> blocks(List<Change> changes) {
    var dependencies = new DependencyFinder(inputs.graph());
    return new CheckEvaluator(
            evaluation,
            new DataReader(inputs.registry(), inputs.connections(), evaluation),
            (module, check) ->
                dependencies.find(module.address(), new CheckNode(check.name())).stream()
                    .anyMatch(changed(changes)::contains))
        .evaluate(selection);
  }

  /// All dependencies that these changes affect.
  private Set<Dependency> changed(List<Change> changes) {
    Set<Dependency> known = changed;
    if (known == null) {
      known = new HashSet<>();
      for (Change change : changes) {
        boolean isOfOldObject = change.priorObject() instanceof PriorObject.Deposed;
        if (change.action() != Action.NO_OP && !isOfOldObject) {
          known.addAll(Dependency.meaning(change.address()));
        }
      }
      changed = known;
    }
    return known;
  }
}
