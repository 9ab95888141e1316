package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.plan.Refresher.Refreshed;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes a plan: finds out what an interrupted run has left, reads what exists, evaluates the
/// configuration, and compares.
public final class Planner {

  private final PlanRequest request;
  private final Selection selection;
  private final DiagnosticSink sink = new DiagnosticSink();

  private Planner(PlanRequest request) {
    this.request = request;
    this.selection = Selection.of(request);
  }

  /// @param plan null when there were errors
  public record PlanResult(@Nullable Plan plan, Diagnostics diagnostics) {}

  public static PlanResult plan(PlanRequest request) {
    return DeepStack.call(() -> {
      Recovery.Recovered recovered = Recovery.of(request);
      if (recovered.diagnostics().hasErrors()) {
        return new PlanResult(null, recovered.diagnostics());
      }
      var planner = new Planner(request.withPrior(recovered.state()));
      return planner.run(planner.refresh());
    });
  }

  /// Plans over what an earlier run has found to exist.
  public static PlanResult planOver(State found, PlanRequest request) {
    return DeepStack.call(() -> new Planner(request).run(Refreshed.of(request.prior(), found)));
  }

  private PlanResult run(Refreshed refreshed) {
    sink.report(Recovery.told(request, refreshed.gone()));
    sink.report(refreshed.diagnostics());
    if (sink.hasErrors()) {
      return new PlanResult(null, sink.toDiagnostics());
    }
    Plan plan =
        switch (request.options().mode()) {
          case NORMAL -> planChanges(refreshed);
          case DESTROY -> planDestroy(refreshed);
          case REFRESH_ONLY -> planRefresh(refreshed);
        };
    return new PlanResult(sink.hasErrors() ? null : plan, sink.toDiagnostics());
  }

  private Refreshed refresh() {
    State prior = request.prior();
    if (!request.options().refresh() || prior.instances().isEmpty()) {
      return new Refreshed(prior, Set.of(), Diagnostics.none());
    }
    return new Refresher(request.registry(), request.connections(), over(prior))
        .refresh(prior, selection::includes);
  }

  private Evaluation over(State state) {
    return new Evaluation(request.inputs(), new StateValues(state, request.registry(), _ -> null));
  }

  private Plan planChanges(Refreshed refreshed) {
    var planned =
        new PlannedInstances(request.registry(), request.options(), refreshed.state(), sink);
    var left = new StateValues(refreshed.state(), request.registry(), _ -> null);
    var evaluation =
        new Evaluation(
            request.inputs(),
            instance ->
                selection.includes(instance.address())
                    ? planned.valueOf(instance)
                    : left.valueOf(instance));
    planned.evaluateWith(evaluation);
    var outcomes = new ArrayList<Outcome>();
    evaluation.forEachInstance(selection, instance -> outcomes.add(planned.outcome(instance)));

    var changes = new ArrayList<Change>();
    var builder = new ChangeBuilder(request, refreshed, evaluation, sink);
    var wanted = new TreeSet<ResourceInstanceAddress>();
    for (Outcome outcome : outcomes) {
      wanted.add(outcome.instance().address());
      builder.change(outcome).ifPresent(changes::add);
    }
    Orphans.toDelete(request.options(), selection, refreshed.state(), wanted, builder::declared)
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    new ClaimChecker(sink).check(outcomes);
    var outputPlanner = new OutputPlanner(evaluation, refreshed.state(), selection);
    List<OutputChange> outputs = outputPlanner.updated();
    if (!request.options().isPartial()) {
      evaluation.touchEverything();
    }
    sink.report(evaluation.diagnostics());
    new TargetChecker(request, selection, sink).check(evaluation, changes);
    if (!request.secretsAllowed()) {
      new SecretChecker(sink).check(outcomes, outputs);
    }
    return plan(refreshed, changes, outcomes, outputPlanner, outputs);
  }

  private Plan planDestroy(Refreshed refreshed) {
    Evaluation evaluation = over(refreshed.state());
    var builder = new ChangeBuilder(request, refreshed, evaluation, sink);
    builder.checkPreventedDestroys(selection);
    var changes = new ArrayList<Change>();
    refreshed.state().instances().keySet().stream()
        .filter(selection::includes)
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    new TargetChecker(request, selection, sink).check(evaluation, changes);
    var outputPlanner = new OutputPlanner(evaluation, refreshed.state(), selection);
    return plan(refreshed, changes, List.of(), outputPlanner, outputPlanner.removed());
  }

  private Plan planRefresh(Refreshed refreshed) {
    Evaluation evaluation = over(refreshed.state());
    new TargetChecker(request, selection, sink).check(evaluation, List.of());
    var outputPlanner = new OutputPlanner(evaluation, refreshed.state(), selection);
    return plan(refreshed, new ArrayList<>(), List.of(), outputPlanner, outputPlanner.observed());
  }

  private Plan plan(
      Refreshed refreshed,
      List<Change> changes,
      List<Outcome> outcomes,
      OutputPlanner outputPlanner,
      List<OutputChange> outputs) {
    changes.sort(Comparator.comparing(Change::address));
    Map<ResourceInstanceAddress, ResourceInstance> instances = new HashMap<>();
    Map<ResourceInstanceAddress, ProviderKey> providers = new HashMap<>();
    State prior = refreshed.state();
    prior
        .instances()
        .forEach((address, state) -> providers.put(address, ProviderKey.parse(state.provider())));
    for (Outcome outcome : outcomes) {
      instances.put(outcome.instance().address(), outcome.instance());
      if (outcome.provider() != null) {
        providers.put(outcome.instance().address(), outcome.provider());
      }
    }
    var resolver =
        new AppliedConfiguration(
            request.inputs(),
            prior,
            request.registry(),
            request.connections(),
            instances,
            providers,
            outputPlanner.after(request.options().mode(), outputs));
    List<Drift> drift =
        new DriftFinder(request.registry(), request.graph(), changes, outputs)
            .find(request.prior(), prior);
    return new Plan(changes, drift, outputs, request.prior(), prior, resolver, request.options());
  }

  static Diagnostic about(ResourceInstanceAddress address, Diagnostic diagnostic) {
    return diagnostic.withAddress(address.toString());
  }
}
