package io.esform.plan;

import io.esform.address.Target;
import io.esform.provider.DataHolder.Loss;
import io.esform.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes of a run. A value: every view, the plan file and apply are derived from it.
///
/// @param changes one per resource instance, NO_OP included, and one per deposed object; in address
///   order
/// @param drift changes made outside esform, in address order, deposed objects last
/// @param outputs one per root output in the state or the configuration, by name
/// @param checks results of conditions: resource instances in address order, outputs by address,
///   check blocks in source order
/// @param proposals moves that would avoid destroying objects
/// @param recorded the state before moves, refresh and imports
/// @param prior the state that the plan starts from, after moves, refresh and imports
/// @param settled values that apply takes from the plan instead of evaluating them again
/// @param options the options of the run
public record Plan(
    List<Change> changes,
    List<Drift> drift,
    List<OutputChange> outputs,
    List<CheckResult> checks,
    List<MoveProposal> proposals,
    State recorded,
    State prior,
    SettledValues settled,
    PlanOptions options) {

  public Plan {
    changes = List.copyOf(changes);
    drift = List.copyOf(drift);
    outputs = List.copyOf(outputs);
    checks = List.copyOf(checks);
    proposals = List.copyOf(proposals);
  }

  /// The same plan with other check results.
  public Plan withChecks(List<CheckResult> evaluated) {
    return new Plan(
        changes, drift, outputs, evaluated, proposals, recorded, prior, settled, options);
  }

  /// Whether the run only destroys.
  public boolean destroying() {
    return options.mode() == PlanMode.DESTROY;
  }

  /// Whether the run only records changes made outside esform.
  public boolean refreshing() {
    return options.mode() == PlanMode.REFRESH_ONLY;
  }

  public long count(Action action) {
    return changes.stream().filter(change -> change.action() == action).count();
  }

  /// The number of objects to add: creations, and the second half of each replacement.
  public long toAdd() {
    return count(Action.CREATE) + count(Action.REPLACE);
  }

  public long toChange() {
    return count(Action.UPDATE);
  }

  /// The number of objects to destroy: deletions, and the first half of each replacement.
  public long toDestroy() {
    return count(Action.DELETE) + count(Action.REPLACE);
  }

  /// The number of objects to import.
  public long toImport() {
    return changes.stream().filter(it -> it.priorObject() instanceof PriorObject.ByImport).count();
  }

  /// The changes that destroy data and need a confirmation by address. A destroy of everything and
  /// a destroy that targets the object itself need none.
  public List<Change> lossesToConfirm() {
    return changes.stream()
        .filter(change -> isGrave(change.impact().loss()) && !isAskedFor(change))
        .toList();
  }

  private static boolean isGrave(@Nullable Loss loss) {
    return loss != null && loss.grave();
  }

  private boolean isAskedFor(Change change) {
    return destroying()
        && (!options.isPartial()
            || options.targets().stream()
                .anyMatch(target ->
                    target instanceof Target.OfResource && target.contains(change.address())));
  }

  /// Whether an apply would change nothing: no object, address or output; for a refresh-only plan,
  /// nothing in the state.
  public boolean isEmpty() {
    return !(refreshing() && !drift.isEmpty())
        && changes.stream().noneMatch(Change::isShown)
        && outputs.stream().noneMatch(OutputChange::isChange);
  }
}
