package io.esform.plan.pipeline;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.MoveRules;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.plan.CheckResult;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.changes.OrderedChanges;
import io.esform.plan.check.CheckPlanner;
import io.esform.plan.check.ClaimChecker;
import io.esform.plan.check.PreventedDestroys;
import io.esform.plan.check.RelationChecker;
import io.esform.plan.check.SecretChecker;
import io.esform.plan.declared.Outcome;
import io.esform.plan.declared.PlannedConfiguration;
import io.esform.plan.existing.Existing;
import io.esform.plan.existing.Imports;
import io.esform.plan.existing.Imports.ImportResult;
import io.esform.plan.existing.Moves;
import io.esform.plan.existing.Moves.Relocated;
import io.esform.plan.existing.Recovery;
import io.esform.plan.existing.Recovery.Recovered;
import io.esform.plan.existing.Refresher;
import io.esform.plan.existing.Refresher.Refreshed;
import io.esform.plan.existing.SchemaUpgrades;
import io.esform.plan.existing.SchemaUpgrades.Upgraded;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.select.Selection;
import io.esform.plan.select.TargetChecker;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plans in stages, each of which takes the value that the stage before it returned:
///
/// 1. {@link Recorded} to {@link Upgraded}: recorded objects get the current schemas.
/// 2. {@link Recovered}: objects of an interrupted run are found.
/// 3. {@link Relocated}: `moved` blocks are followed.
/// 4. {@link Refreshed}: existing objects are read.
/// 5. {@link Existing}: the results so far as one, with imports.
/// 6. {@link PlannedConfiguration}: each declared instance is planned.
/// 7. {@link OrderedChanges}: changes, deletions, their order.
/// 8. {@link Plan}.
public final class Planner {

  private final PlanInputs inputs;
  private final MoveRules rules;
  private final Selection selection;
  private final DiagnosticSink sink;

  private Planner(PlanInputs inputs, MoveRules rules, Selection selection, DiagnosticSink sink) {
    this.inputs = inputs;
    this.rules = rules;
    this.selection = selection;
    this.sink = sink;
  }

  /// @param plan null when there were errors
  public record PlanResult(@Nullable Plan plan, Diagnostics diagnostics) {}

  /// The part of a plan that depends on the plan mode.
  private record Draft(
      Existing existing, Evaluation evaluation, List<Outcome> outcomes, List<Change> changes) {}

  public static PlanResult plan(PlanInputs inputs, Recorded recorded) {
    var stack = new DeepStack(inputs.tasks());
    return stack.call(() -> {
      Upgraded upgraded = SchemaUpgrades.of(inputs.registry(), recorded);
      if (upgraded.diagnostics().hasErrors()) {
        return new PlanResult(null, upgraded.diagnostics());
      }
      Recovered recovered = Recovery.of(inputs, upgraded.recorded());
      if (recovered.diagnostics().hasErrors()) {
        return new PlanResult(null, recovered.diagnostics());
      }
      var sink = new DiagnosticSink();
      sink.report(upgraded.diagnostics());
      sink.report(recovered.diagnostics());
      MoveRules rules = MoveRules.of(inputs.root());
      Relocated relocated = relocate(inputs, rules, recovered.state(), sink);
      Selection selection = Selection.of(inputs, relocated.state());
      Refreshed refreshed = Refresher.refresh(inputs, selection, relocated.state());
      Existing existing = Existing.of(recovered.state(), relocated, refreshed);
      sink.report(Recovery.warnings(upgraded.recorded().open(), existing));
      sink.report(refreshed.diagnostics());
      return new Planner(inputs, rules, selection, sink).plan(existing, true);
    });
  }

  /// Plans with the objects that an earlier plan found. Check blocks are not evaluated: the data
  /// that they read may have changed, and their results are part of the earlier plan.
  public static PlanResult planOver(State found, PlanInputs inputs, State recorded) {
    var stack = new DeepStack(inputs.tasks());
    return stack.call(() -> {
      var sink = new DiagnosticSink();
      Upgraded before = SchemaUpgrades.of(inputs.registry(), Recorded.of(recorded));
      Upgraded present = SchemaUpgrades.of(inputs.registry(), Recorded.of(found));
      sink.report(before.diagnostics());
      if (sink.hasErrors() || present.diagnostics().hasErrors()) {
        return new PlanResult(
            null, sink.hasErrors() ? sink.toDiagnostics() : present.diagnostics());
      }
      MoveRules rules = MoveRules.of(inputs.root());
      Relocated relocated = relocate(inputs, rules, before.state(), sink);
      Selection selection = Selection.of(inputs, relocated.state());
      Refreshed refreshed = Refreshed.of(relocated.state(), present.state());
      Existing existing = Existing.of(before.state(), relocated, refreshed);
      return new Planner(inputs, rules, selection, sink).plan(existing, false);
    });
  }

  private static Relocated relocate(
      PlanInputs inputs, MoveRules rules, State state, DiagnosticSink sink) {
    Relocated relocated =
        inputs.options().mode() == PlanMode.REFRESH_ONLY
            ? Relocated.nothing(state)
            : Moves.follow(inputs.root(), rules, state);
    sink.report(relocated.diagnostics());
    return relocated;
  }

  /// @param checking whether check blocks are evaluated
  private PlanResult plan(Existing existing, boolean checking) {
    if (sink.hasErrors()) {
      return new PlanResult(null, sink.toDiagnostics());
    }
    Plan plan =
        switch (inputs.options().mode()) {
          case NORMAL -> planChanges(existing, checking);
          case DESTROY -> planDestroy(existing);
          case REFRESH_ONLY -> planRefresh(existing, checking);
        };
    return new PlanResult(sink.hasErrors() ? null : plan, sink.toDiagnostics());
  }

  private Plan planChanges(Existing read, boolean checking) {
    ImportResult imports = Imports.read(inputs, selection, read);
    sink.report(imports.diagnostics());
    PlannedConfiguration planned =
        PlannedConfiguration.plan(inputs, selection, read.withImports(imports.objects()), sink);
    Set<ResourceInstanceAddress> wanted = new TreeSet<>();
    planned.outcomes().forEach(outcome -> wanted.add(outcome.address()));
    OrderedChanges ordered = OrderedChanges.of(inputs, selection, planned, wanted, sink);
    check(planned, ordered, wanted);
    Evaluation evaluation = planned.evaluation();
    var outputs = new OutputPlanner(evaluation, planned.existing().present(), selection);
    List<OutputChange> outputChanges = outputs.changes(PlanMode.NORMAL);
    if (!inputs.options().isPartial()) {
      evaluation.evaluateAll();
    }
    sink.report(evaluation.diagnostics());
    new TargetChecker(inputs, planned.existing().prior(), selection, sink)
        .check(evaluation, ordered.changes());
    if (!inputs.secretsAllowed()) {
      new SecretChecker(sink).check(planned.managed(), outputChanges);
    }
    var draft = new Draft(planned.existing(), evaluation, planned.outcomes(), ordered.changes());
    return assemble(draft, outputs, outputChanges).withChecks(checks(draft, checking));
  }

  /// Reports changes that cannot be applied as planned.
  private void check(
      PlannedConfiguration planned, OrderedChanges ordered, Set<ResourceInstanceAddress> wanted) {
    var claims = new ClaimChecker(inputs.registry(), sink);
    claims.check(planned.managed());
    claims.checkReplacements(planned.managed(), ordered.createFirst());
    new RelationChecker(inputs, sink)
        .check(planned.managed(), wanted, planned.existing().present());
    Moves.checkDeclared(rules, planned.instances(), sink);
    planned.existing().origins().checkWanted(wanted, sink);
  }

  private Plan planDestroy(Existing existing) {
    Evaluation evaluation = inputs.over(existing.present());
    OrderedChanges changes =
        OrderedChanges.destroying(inputs, selection, existing, evaluation, sink);
    new TargetChecker(inputs, existing.prior(), selection, sink)
        .check(evaluation, changes.changes());
    var outputs = new OutputPlanner(evaluation, existing.present(), selection);
    return assemble(
        new Draft(existing, evaluation, List.of(), changes.changes()),
        outputs,
        outputs.changes(PlanMode.DESTROY));
  }

  private Plan planRefresh(Existing existing, boolean checking) {
    Evaluation evaluation = inputs.over(existing.present());
    new TargetChecker(inputs, existing.prior(), selection, sink).check(evaluation, List.of());
    var outputs = new OutputPlanner(evaluation, existing.present(), selection);
    var draft = new Draft(existing, evaluation, List.of(), List.of());
    return assemble(draft, outputs, outputs.changes(PlanMode.REFRESH_ONLY))
        .withChecks(checks(draft, checking));
  }

  private List<CheckResult> checks(Draft draft, boolean checking) {
    if (sink.hasErrors()) {
      return List.of();
    }
    var planner = new CheckPlanner(inputs, draft.evaluation(), selection);
    var checks = new ArrayList<>(planner.conditions(draft.outcomes()));
    if (checking) {
      checks.addAll(planner.blocks(draft.changes()));
    }
    checks.forEach(check -> sink.report(check.problems()));
    return checks;
  }

  private Plan assemble(Draft draft, OutputPlanner outputs, List<OutputChange> outputChanges) {
    var assembly =
        new PlanAssembly(inputs, draft.existing(), outputs.open(inputs.options().mode()));
    Plan plan = assembly.assemble(draft.outcomes(), draft.changes(), outputChanges);
    new PreventedDestroys(inputs, rules, draft.evaluation(), draft.existing().present(), sink)
        .check(plan.changes());
    return plan;
  }
}
