package io.esform.plan;

import io.esform.state.State;
import java.util.List;

/// What a run would do. A value: every view, the plan file and apply are made from it.
///
/// @param changes one per resource instance, NO_OP included, and one per deposed object; in address
///   order
/// @param outputs one per root output that is or was there, by name
/// @param prior the state the plan was made against, after refresh
/// @param resolver gives each instance its final configuration while the plan is applied
/// @param mode what the run is for
public record Plan(
    List<Change> changes,
    List<OutputChange> outputs,
    State prior,
    ConfigurationResolver resolver,
    PlanMode mode) {

  public Plan {
    changes = List.copyOf(changes);
    outputs = List.copyOf(outputs);
  }

  /// Whether the run takes everything down.
  public boolean destroying() {
    return mode == PlanMode.DESTROY;
  }

  public long count(Action action) {
    return changes.stream().filter(change -> change.action() == action).count();
  }

  /// What the summary line calls "to add": creations, and the second half of each replacement.
  public long toAdd() {
    return count(Action.CREATE) + count(Action.REPLACE);
  }

  public long toChange() {
    return count(Action.UPDATE);
  }

  /// What the summary line calls "to destroy": deletions, and the first half of each replacement.
  public long toDestroy() {
    return count(Action.DELETE) + count(Action.REPLACE);
  }

  /// True when applying would change nothing: no object and no output.
  public boolean isEmpty() {
    return changes.stream().allMatch(change -> change.action() == Action.NO_OP)
        && outputs.stream().noneMatch(OutputChange::isChange);
  }
}
