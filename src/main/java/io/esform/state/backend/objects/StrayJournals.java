package io.esform.state.backend.objects;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.StateFaults;
import io.esform.state.backend.objects.ObjectJournal.Entry;
import io.esform.state.file.StateCodec.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds journals that do not belong to the saved state.
///
/// @param location of the state, for display
/// @param saved null without a state
record StrayJournals(String location, @Nullable StateDigest saved) {

  /// Returns an error for the first such journal.
  Diagnostics check(List<Entry> entries) {
    return entries.stream()
        .filter(this::isStray)
        .findFirst()
        .map(each -> Diagnostics.of(stray(each.base().header())))
        .orElse(Diagnostics.none());
  }

  /// Whether these records change a state that is neither the saved one, nor an earlier one, nor
  /// one that a take-over was about to write.
  private boolean isStray(Entry entry) {
    StateDigest base = entry.base();
    if (saved == null || !base.header().lineage().equals(saved.header().lineage())) {
      return true;
    }
    long ahead = base.header().serial() - saved.header().serial();
    return !base.equals(saved) && (entry.isMoved() ? ahead > 1 : ahead >= 0);
  }

  /// @param base of the state that the journal changes
  Diagnostic stray(Header base) {
    return StateFaults.stray(
        ": it changes %s, and \"%s\" %s. If another object has replaced the state, restore the right one. To continue without the journal, remove the objects below \"%s.journal/\", except those that begin with \"sealed\", and check the objects that they name yourself."
            .formatted(
                StateFaults.about(base),
                location,
                saved == null ? "does not exist" : "has " + StateFaults.about(saved.header()),
                location));
  }
}
