package io.esform.cli.planfile;

import io.esform.cli.project.Snapshot;
import io.esform.plan.CheckResult;
import io.esform.plan.PlanOptions;
import java.time.Instant;
import java.util.List;

/// What a plan file holds.
///
/// @param esformVersion that wrote it
/// @param planTime what the functions of the configuration saw as now
/// @param workspace whose state it was made against
/// @param directory of the configuration, relative to the snapshot's working directory
/// @param options of the plan
/// @param recordedState the state as it was kept, as the text of a state file
/// @param priorState the same after what exists was read
/// @param journaled how many records of a journal that state held
/// @param variables the root variables' values, as the outputs in the text of a state file
/// @param inputs what was read from files that are no configuration, in the same form: sealed where
///   there is encryption, since such a file may hold a secret
/// @param snapshot the other files that were read
/// @param planJson the plan as JSON
public record PlanFile(
    String esformVersion,
    Instant planTime,
    String workspace,
    String directory,
    PlanOptions options,
    String recordedState,
    String priorState,
    long journaled,
    String variables,
    String inputs,
    Snapshot snapshot,
    String planJson) {

  /// With the contents of all files.
  public PlanFile withSnapshot(Snapshot whole) {
    return new PlanFile(
        esformVersion,
        planTime,
        workspace,
        directory,
        options,
        recordedState,
        priorState,
        journaled,
        variables,
        inputs,
        whole,
        planJson);
  }

  /// How conditions stood when the plan was made.
  public List<CheckResult> checks() {
    return KeptChecks.of(planJson);
  }

  /// Whether the plan that was made again is this one.
  public boolean isSamePlan(String madeAgain) {
    return planJson.equals(madeAgain);
  }
}
