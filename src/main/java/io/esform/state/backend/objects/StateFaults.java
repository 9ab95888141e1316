package io.esform.state.backend.objects;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The diagnostics of a state in a store.
///
/// @param state its address, for display
record StateFaults(String state) {

  Diagnostics unreadable(IOException failure) {
    return Diagnostics.of(
        Diagnostic.error(
            "State cannot be read",
            "\"%s\" cannot be read: %s.".formatted(state, failure.getMessage())));
  }

  Diagnostics leftBehind(IOException failure) {
    return Diagnostics.of(
        Diagnostic.warning(
            "Journal was left behind",
            "Objects beside \"%s\" cannot be removed: %s. The state contains their records; the next run removes them."
                .formatted(state, failure.getMessage()),
            null));
  }

  Diagnostic inJournal() {
    return Diagnostic.warning(
        "State is in the journal",
        "Nothing is lost: the changes of this run are in the journal beside \"%s\", and the next apply merges them into the state. First fix the cause."
            .formatted(state),
        null);
  }

  Diagnostic stray(StateDigest base, @Nullable StateDigest saved) {
    return Diagnostic.error(
        "Journal without its state",
        "The journal of an interrupted run belongs to a different state: it changes %s, and \"%s\" %s. If another object has replaced the state, restore the right one. To continue without the journal, remove the objects below \"%s.journal/\", except those that begin with \"sealed\", and check the objects that they name yourself."
            .formatted(
                about(base),
                state,
                saved == null ? "does not exist" : "has " + about(saved),
                state));
  }

  private static String about(StateDigest digest) {
    return "serial %d, lineage %s".formatted(digest.header().serial(), digest.header().lineage());
  }

  /// @param unchanged whether the saved state has certainly not changed
  Diagnostics notSaved(IOException failure, boolean unchanged) {
    String outcome =
        unchanged
            ? "The state that was saved before is unchanged."
            : "The store has not confirmed whether the new state was saved.";
    return Diagnostics.of(
        Diagnostic.error(
            "State cannot be saved",
            "\"%s\" cannot be replaced: %s. %s".formatted(state, failure.getMessage(), outcome)));
  }

  /// @param holder that has the lock now; null if unknown
  Diagnostics lost(@Nullable String holder) {
    return Diagnostics.of(
        Diagnostic.error(
            "Lock was lost",
            "This run has lost its lock of \"%s\": it did not renew the lock in time, or a user removed it. The lock is now held by %s. This run has written nothing to the state since then, and starts no further steps. Wait until the other run ends, then plan again."
                .formatted(state, holder == null ? "another run" : holder)));
  }
}
