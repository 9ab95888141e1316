package io.esform.apply;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import java.util.List;

/// What an apply has done.
///
/// @param state what exists now; saved, unless the diagnostics say otherwise
/// @param added objects created, second halves of replacements included
/// @param destroyed objects deleted, first halves of replacements included
/// @param notDone what the plan asked for and the run did not come to, in address order; what
///   failed itself is told by the diagnostics
public record ApplyResult(
    State state,
    long added,
    long changed,
    long destroyed,
    Diagnostics diagnostics,
    List<NotDone> notDone) {

  public ApplyResult {
    notDone = List.copyOf(notDone);
  }

  /// @param reason why, as it completes "not done: …"
  public record NotDone(ResourceInstanceAddress address, String reason) {}
}
