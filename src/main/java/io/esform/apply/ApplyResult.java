package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import java.util.List;

/// The result of an apply.
///
/// @param state the new state; saved, unless the diagnostics report otherwise
/// @param added objects created, second halves of replacements included
/// @param destroyed objects deleted, first halves of replacements included
/// @param notDone planned changes that the run did not start, in address order; the diagnostics
///   report those that failed
public record ApplyResult(
    State state,
    long added,
    long changed,
    long destroyed,
    Diagnostics diagnostics,
    List<SkippedStep> notDone) {

  public ApplyResult {
    notDone = List.copyOf(notDone);
  }

  /// @param reason completes the message "not done: …"
  public record SkippedStep(ResourceInstanceAddress address, String reason) {}
}
