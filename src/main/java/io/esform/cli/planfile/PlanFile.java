package io.esform.cli.planfile;

import io.esform.cli.project.ReadFiles;
import io.esform.plan.CheckResult;
import io.esform.plan.PlanOptions;
import java.time.Instant;
import java.util.List;

/// The content of a plan file.
///
/// @param esformVersion that created it
/// @param planTime the current time as seen by the functions of the configuration
/// @param workspace of the state
/// @param directory of the configuration, relative to the snapshot's working directory
/// @param options of the plan
/// @param recordedState the saved state, as the text of a state file
/// @param priorState the state after the refresh, as the text of a state file
/// @param journaled the number of journal records in the recorded state
/// @param variables the values of the root variables, as the outputs of a state file's text
/// @param inputs the content of files that are not configuration, in the same form. Sealed if the
///   state is encrypted, since such a file may contain a secret
/// @param snapshot the other files of the configuration
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
    ReadFiles snapshot,
    String planJson) {

  /// The same plan file with all file contents.
  public PlanFile withSnapshot(ReadFiles whole) {
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

  /// The results of conditions in the plan.
  public List<CheckResult> checks() {
    return KeptChecks.of(planJson);
  }

  /// Whether the replayed plan equals this one.
  public boolean isSamePlan(String madeAgain) {
    return planJson.equals(madeAgain);
  }
}
