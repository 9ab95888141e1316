package io.esform.cli.migration;

import io.esform.state.OpenIntent;
import io.esform.state.State;
import java.util.List;

/// The state of a workspace in one backend.
///
/// @param open calls of an interrupted run, which are in its journal
/// @param journaled the number of journal records that are part of the state and not saved in it
public record StateCopy(State state, List<OpenIntent> open, long journaled) {

  public StateCopy {
    open = List.copyOf(open);
  }

  /// Whether nothing was ever saved.
  public boolean isEmpty() {
    return state.serial() == 0 && state.isEmpty() && open.isEmpty() && journaled == 0;
  }

  /// Whether nothing was ever recorded. A run that takes over the lock of a killed run saves the
  /// state again, also one that did not exist.
  boolean isUnused() {
    return state.isEmpty() && state.retired().isEmpty() && open.isEmpty() && journaled == 0;
  }

  /// The number of objects.
  public int objects() {
    return state.instances().size() + state.deposed().size();
  }

  /// The serial of the state once its journal is part of it.
  public long nextSerial() {
    return state.serial() + (journaled > 0 ? 1 : 0);
  }

  /// Whether both have the same content, whatever their serials.
  public boolean hasContentOf(StateCopy other) {
    return hasStateOf(other) && open.equals(other.open);
  }

  /// Whether both have the same objects and outputs, whatever their serials and open calls.
  boolean hasStateOf(StateCopy other) {
    return state.withSerial(0).equals(other.state.withSerial(0));
  }

  /// Whether this is still what another read has found. The same content with a greater serial is:
  /// a run that takes over the lock of a killed run saves the state again.
  public boolean isStill(StateCopy earlier) {
    return isUnused()
        ? earlier.isUnused()
        : hasContentOf(earlier) && state.serial() >= earlier.state.serial();
  }
}
