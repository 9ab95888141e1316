package io.esform.cli.migration;

import java.util.HashSet;

/// The move of one workspace's state.
///
/// @param from the state in the old backend
/// @param to the state in the new backend
public record WorkspaceMove(String workspace, StateCopy from, StateCopy to) {

  /// What the move does.
  public enum Kind {
    /// The old backend has no state. One in the new backend remains.
    NOTHING,
    /// The new backend has this state already.
    PRESENT,
    /// The new backend has no state yet, or one in which nothing was ever recorded.
    COPY,
    /// The new backend has an earlier state of the same history, which is replaced.
    UPDATE,
    /// The new backend has a state that was not copied from the old one: another history.
    OTHER_LINEAGE,
    /// The new backend has a later state of the same history.
    NEWER,
    /// Both have the same serial and lineage, but not the same content.
    DIVERGED,
    /// A run was interrupted in the new backend; its journal would be lost.
    INTERRUPTED;

    /// Whether the move would lose something in the new backend.
    public boolean isConflict() {
      return switch (this) {
        case NOTHING, PRESENT, COPY, UPDATE -> false;
        case OTHER_LINEAGE, NEWER, DIVERGED, INTERRUPTED -> true;
      };
    }
  }

  public Kind kind() {
    if (from.isEmpty()) {
      return Kind.NOTHING;
    }
    if (to.isEmpty()) {
      return Kind.COPY;
    }
    if (to.hasContentOf(from)) {
      return Kind.PRESENT;
    }
    boolean sameState = to.hasStateOf(from);
    if (!new HashSet<>(from.open()).containsAll(to.open())
        || (!to.open().isEmpty() && !sameState)) {
      return Kind.INTERRUPTED;
    }
    if (sameState) {
      // An interrupted move has written the state, and not yet the open calls.
      return Kind.UPDATE;
    }
    if (!to.state().lineage().equals(from.state().lineage())) {
      return to.isUnused() ? Kind.COPY : Kind.OTHER_LINEAGE;
    }
    long serial = to.state().serial();
    if (serial == from.nextSerial()) {
      return Kind.DIVERGED;
    }
    return serial > from.nextSerial() ? Kind.NEWER : Kind.UPDATE;
  }

  /// Whether the state is written to the new backend.
  public boolean writes() {
    Kind kind = kind();
    return kind != Kind.NOTHING && kind != Kind.PRESENT;
  }
}
