package io.esform.plan;

import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.Module;
import io.esform.config.MoveRules;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.Imports.ImportResult;
import io.esform.plan.Imports.Imported;
import io.esform.plan.Moves.Relocated;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.plan.Refresher.Refreshed;
import io.esform.state.State;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes a plan: finds out what an interrupted run has left, reads what exists, evaluates the
/// configuration, and compares.
public final class Planner {

  private final State recorded;
  private final MoveRules rules;
  private final Origins origins;
  private final Selection selection;
  private final boolean checking;
  private final DiagnosticSink sink = new DiagnosticSink();

  /// With the state as it is once all has moved and been imported.
  private PlanRequest request;

  /// @param checking whether check blocks are evaluated
  private Planner(PlanRequest request, boolean checking) {
    this.checking = checking;
    Module root = request.inputs().configuration().root();
    this.recorded = request.prior();
    this.rules = MoveRules.of(root);
    boolean refreshing = request.options().mode() == PlanMode.REFRESH_ONLY;
    Relocated relocated =
        refreshing ? Relocated.nothing(recorded) : Moves.follow(root, rules, recorded);
    sink.report(relocated.diagnostics());
    this.origins = new Origins(relocated.origins());
    this.request = request.withPrior(relocated.state());
    this.selection = Selection.of(this.request);
  }

  /// @param plan null when there were errors
  public record PlanResult(@Nullable Plan plan, Diagnostics diagnostics) {}

  public static PlanResult plan(PlanRequest request) {
    return DeepStack.call(() -> {
      Recovery.Recovered recovered = Recovery.of(request);
      if (recovered.diagnostics().hasErrors()) {
        return new PlanResult(null, recovered.diagnostics());
      }
      var planner = new Planner(request.withPrior(recovered.state()), true);
      return planner.run(planner.refresh());
    });
  }

  /// Plans over what an earlier run has found to exist. Without check blocks: what they look at may
  /// be another by now, and how they stood is a part of the earlier plan.
  public static PlanResult planOver(State found, PlanRequest request) {
    return DeepStack.call(() -> {
      var planner = new Planner(request, false);
      return planner.run(Refreshed.of(planner.request.prior(), found));
    });
  }

  private PlanResult run(Refreshed refreshed) {
    sink.report(Recovery.told(request, origins, refreshed.gone()));
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
    if (!request.options().refresh() || prior.isEmpty()) {
      return new Refreshed(prior, Set.of(), Diagnostics.none());
    }
    return new Refresher(request.registry(), request.connections(), over(prior))
        .refresh(prior, selection::includes);
  }

  private Evaluation over(State state) {
    return new Evaluation(request.inputs(), new StateValues(state, request.registry(), _ -> null));
  }

  private List<Imported> imports(Refreshed refreshed) {
    ImportResult result = Imports.read(request, refreshed.state(), selection::includes);
    sink.report(result.diagnostics());
    return result.objects();
  }

  /// What exists, with what comes in from elsewhere.
  private Refreshed with(Refreshed refreshed, List<Imported> imports) {
    if (imports.isEmpty()) {
      return refreshed;
    }
    var known = new TreeMap<>(request.prior().instances());
    var present = new TreeMap<>(refreshed.state().instances());
    for (Imported object : imports) {
      ResourceInstanceAddress address = object.target().address();
      known.put(address, object.state());
      present.put(address, object.state());
      origins.add(address, new PriorObject.Imported(object.shownId()));
    }
    request = request.withPrior(request.prior().withInstances(known));
    return refreshed.withState(refreshed.state().withInstances(present));
  }

  private Plan planChanges(Refreshed read) {
    List<Imported> imports = imports(read);
    Refreshed present = with(read, imports);
    var completion = new ImportCompletion(request, imports);
    var planned = new PlannedInstances(request, present.state(), completion, sink);
    var left = new StateValues(present.state(), request.registry(), _ -> null);
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
    request = request.withPrior(completion.applyTo(request.prior()));
    Refreshed refreshed =
        present.withState(KeptMarks.apply(completion.applyTo(present.state()), outcomes));

    var changes = new ArrayList<Change>();
    var builder = new ChangeBuilder(request, refreshed, evaluation, sink);
    var wanted = new TreeSet<ResourceInstanceAddress>();
    for (Outcome outcome : outcomes) {
      wanted.add(outcome.instance().address());
      builder.change(outcome).ifPresent(changes::add);
    }
    Orphans.toDelete(request.options(), selection, refreshed.state(), wanted, builder::declared)
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    changes.addAll(builder.deposedDeletions(selection));
    var order = new ReplacementOrder(refreshed.state(), outcomes, sink);
    List<Change> ordered =
        new Revivals(request, refreshed.state(), evaluation, planned, outcomes)
            .decide(order.decide(changes));
    var claims = new ClaimChecker(request.registry(), sink);
    claims.check(outcomes);
    claims.checkReplacements(outcomes, order.origins());
    Moves.checkDeclared(rules, outcomes, sink);
    origins.checkWanted(wanted, sink);
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
    return plan(evaluation, refreshed, ordered, outcomes, outputPlanner, outputs)
        .withChecks(checks(evaluation, outcomes, ordered));
  }

  private Plan planDestroy(Refreshed refreshed) {
    Evaluation evaluation = over(refreshed.state());
    var builder = new ChangeBuilder(request, refreshed, evaluation, sink);
    var changes = new ArrayList<Change>();
    refreshed.state().instances().keySet().stream()
        .filter(selection::includes)
        .forEach(address -> builder.deletion(address).ifPresent(changes::add));
    changes.addAll(builder.deposedDeletions(selection));
    new TargetChecker(request, selection, sink).check(evaluation, changes);
    var outputPlanner = new OutputPlanner(evaluation, refreshed.state(), selection);
    return plan(evaluation, refreshed, changes, List.of(), outputPlanner, outputPlanner.removed());
  }

  private Plan planRefresh(Refreshed refreshed) {
    Evaluation evaluation = over(refreshed.state());
    new TargetChecker(request, selection, sink).check(evaluation, List.of());
    var outputPlanner = new OutputPlanner(evaluation, refreshed.state(), selection);
    return plan(
            evaluation, refreshed, List.of(), List.of(), outputPlanner, outputPlanner.observed())
        .withChecks(checks(evaluation, List.of(), List.of()));
  }

  private List<CheckResult> checks(
      Evaluation evaluation, List<Outcome> outcomes, List<Change> changes) {
    if (sink.hasErrors()) {
      return List.of();
    }
    var planner = new CheckPlanner(request, evaluation, selection);
    var checks = new ArrayList<>(planner.conditions(outcomes));
    if (checking) {
      checks.addAll(planner.blocks(changes));
    }
    checks.forEach(check -> sink.report(check.problems()));
    return checks;
  }

  private Plan plan(
      Evaluation evaluation,
      Refreshed refreshed,
      List<Change> changes,
      List<Outcome> outcomes,
      OutputPlanner outputPlanner,
      List<OutputChange> outputs) {
    List<Change> sorted =
        changes.stream()
            .map(new Removals(request.inputs().configuration().root())::apply)
            .map(origins::mark)
            .sorted(Comparator.comparing(Change::address).thenComparingInt(Planner::deposedLast))
            .toList();
    new PreventedDestroys(request, rules, evaluation, refreshed.state(), sink).check(sorted);
    Map<ResourceInstanceAddress, ResourceInstance> instances = new HashMap<>();
    Map<ResourceInstanceAddress, ProviderKey> providers = new HashMap<>();
    State prior = refreshed.state().retiring(forgotten(sorted));
    prior
        .deposed()
        .forEach((key, state) -> providers.put(key.address(), ProviderKey.parse(state.provider())));
    prior
        .instances()
        .forEach((address, state) -> providers.put(address, ProviderKey.parse(state.provider())));
    Map<ResourceInstanceAddress, ObjectValue> read = new HashMap<>();
    for (Outcome outcome : outcomes) {
      if (isRead(outcome) && outcome.planned() != null) {
        read.put(outcome.instance().address(), outcome.planned().planned());
      }
      instances.put(outcome.instance().address(), outcome.instance());
      if (outcome.provider() != null) {
        providers.put(outcome.instance().address(), outcome.provider());
      }
    }
    var resolver =
        new AppliedConfiguration(
            request,
            prior,
            selection,
            instances,
            providers,
            outputPlanner.after(request.options().mode(), outputs),
            read,
            revivedFirst(sorted));
    List<Drift> drift =
        new DriftFinder(request.registry(), request.graph(), sorted, outputs)
            .find(request.prior(), prior);
    return new Plan(
        sorted,
        drift,
        outputs,
        List.of(),
        MoveProposals.find(sorted),
        recorded,
        prior,
        resolver,
        request.options());
  }

  private static Set<ResourceInstanceAddress> revivedFirst(List<Change> changes) {
    return changes.stream()
        .filter(change -> change.revival() == Revival.FIRST)
        .map(Change::address)
        .collect(Collectors.toSet());
  }

  private static List<ResourceInstanceAddress> forgotten(List<Change> changes) {
    return changes.stream()
        .filter(change -> change.action() == Action.FORGET)
        .map(Change::address)
        .toList();
  }

  private static boolean isRead(Outcome outcome) {
    return outcome.action() == Action.NO_OP
        && outcome.instance().resource().key().mode() == Mode.DATA;
  }

  /// Of one address, the current object first, then older ones by generation.
  private static int deposedLast(Change change) {
    return change.priorObject() instanceof PriorObject.Deposed(int generation) ? generation : 0;
  }

  static Diagnostic about(ResourceInstanceAddress address, Diagnostic diagnostic) {
    return diagnostic.withAddress(address.toString());
  }
}
