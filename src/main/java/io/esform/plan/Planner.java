package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Output;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.plan.Refresher.Refreshed;
import io.esform.state.State;
import io.esform.value.Value;
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
  private final DiagnosticSink sink = new DiagnosticSink();

  private Planner(PlanRequest request) {
    this.request = request;
  }

  /// @param plan null when there were errors
  public record PlanResult(@Nullable Plan plan, Diagnostics diagnostics) {}

  public static PlanResult plan(PlanRequest request) {
    return DeepStack.call(() -> {
      Recovery.Recovered recovered = Recovery.of(request);
      return recovered.diagnostics().hasErrors()
          ? new PlanResult(null, recovered.diagnostics())
          : new Planner(request.withPrior(recovered.state())).run();
    });
  }

  private PlanResult run() {
    Refreshed refreshed = refresh();
    sink.report(Recovery.told(request, refreshed.gone()));
    sink.report(refreshed.diagnostics());
    if (sink.hasErrors()) {
      return new PlanResult(null, sink.toDiagnostics());
    }
    Plan plan =
        request.options().mode() == PlanMode.DESTROY
            ? planDestroy(refreshed)
            : planChanges(refreshed);
    return new PlanResult(sink.hasErrors() ? null : plan, sink.toDiagnostics());
  }

  private Refreshed refresh() {
    State prior = request.prior();
    if (!request.options().refresh() || prior.instances().isEmpty()) {
      return new Refreshed(prior, Set.of(), Diagnostics.none());
    }
    var values = new StateValues(prior, request.registry(), _ -> null);
    return new Refresher(
            request.registry(), request.connections(), new Evaluation(request.inputs(), values))
        .refresh(prior);
  }

  private Plan planChanges(Refreshed refreshed) {
    var planned = new PlannedInstances(request.registry(), refreshed.state(), sink);
    var evaluation = new Evaluation(request.inputs(), planned);
    planned.evaluateWith(evaluation);
    var outcomes = new ArrayList<Outcome>();
    evaluation.forEachInstance(instance -> outcomes.add(planned.outcome(instance)));

    var changes = new ArrayList<Change>();
    var builder = new ChangeBuilder(request, refreshed, evaluation, sink);
    var wanted = new TreeSet<ResourceInstanceAddress>();
    for (Outcome outcome : outcomes) {
      wanted.add(outcome.instance().address());
      builder.change(outcome).ifPresent(changes::add);
    }
    refreshed.state().instances().keySet().stream()
        .filter(address -> !wanted.contains(address))
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    new ClaimChecker(sink).check(outcomes);
    List<OutputChange> outputs = outputs(evaluation, refreshed.state());
    evaluation.touchEverything();
    sink.report(evaluation.diagnostics());
    if (!request.secretsAllowed()) {
      new SecretChecker(sink).check(outcomes, outputs);
    }
    return plan(changes, outputs, refreshed.state(), outcomes);
  }

  private Plan planDestroy(Refreshed refreshed) {
    var values = new StateValues(refreshed.state(), request.registry(), _ -> null);
    var evaluation = new Evaluation(request.inputs(), values);
    var builder = new ChangeBuilder(request, refreshed, evaluation, sink);
    builder.checkPreventedDestroys();
    var changes = new ArrayList<Change>();
    refreshed
        .state()
        .instances()
        .keySet()
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    var outputs = new ArrayList<OutputChange>();
    refreshed
        .state()
        .outputs()
        .forEach((name, value) ->
            outputs.add(new OutputChange(name, value, null, value.containsSensitive())));
    return plan(changes, outputs, refreshed.state(), List.of());
  }

  private Plan plan(
      List<Change> changes, List<OutputChange> outputs, State prior, List<Outcome> outcomes) {
    changes.sort(Comparator.comparing(Change::address));
    Map<ResourceInstanceAddress, ResourceInstance> instances = new HashMap<>();
    Map<ResourceInstanceAddress, ProviderKey> providers = new HashMap<>();
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
            providers);
    return new Plan(changes, outputs, prior, resolver, request.options().mode());
  }

  private static List<OutputChange> outputs(Evaluation evaluation, State prior) {
    var names = new TreeSet<>(prior.outputs().keySet());
    Map<String, Output> declared = evaluation.root().module().outputs();
    names.addAll(declared.keySet());
    var changes = new ArrayList<OutputChange>();
    for (String name : names) {
      Output output = declared.get(name);
      Value before = prior.outputs().get(name);
      Value after = output == null ? null : evaluation.root().output(name);
      boolean sensitive =
          output == null ? before != null && before.containsSensitive() : output.sensitive();
      changes.add(new OutputChange(name, before, after, sensitive));
    }
    return changes;
  }

  static Diagnostic about(ResourceInstanceAddress address, Diagnostic diagnostic) {
    return diagnostic.withAddress(address.toString());
  }
}
