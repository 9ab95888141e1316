package io.esform.cli.planfile;

import io.esform.cli.project.Snapshot;
import io.esform.plan.PlanMode;
import java.time.Instant;

/// What a plan file holds.
///
/// @param esformVersion that wrote it
/// @param planTime what the functions of the configuration saw as now
/// @param directory of the configuration, relative to the snapshot's working directory
/// @param mode of the plan
/// @param priorState the state the plan was made against, as the text of a state file
/// @param journaled how many records of a journal that state held
/// @param variables the root variables' values, as the outputs in the text of a state file
/// @param snapshot the files that were read
/// @param planJson the plan as JSON
public record PlanFile(
    String esformVersion,
    Instant planTime,
    String directory,
    PlanMode mode,
    String priorState,
    long journaled,
    String variables,
    Snapshot snapshot,
    String planJson) {

  /// Whether the plan that was made again is this one. Why an action was chosen may differ: an
  /// object that was found to be gone is simply not there the second time.
  public boolean isSamePlan(String madeAgain) {
    return comparable(planJson).equals(comparable(madeAgain));
  }

  private static String comparable(String json) {
    var lines = new StringBuilder();
    json.lines()
        .filter(line -> !line.stripLeading().startsWith("\"reason\""))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
