package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.backend.Backend.Loaded;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec.Header;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Applies a journal to the state beside it.
public final class Replay {

  private Replay() {}

  /// Ignores a journal for an earlier serial: a crash prevented its removal after a save that
  /// contains its records.
  ///
  /// @param busy returns the holder of the lock, null for none; called only if there is a journal
  /// @param stray returns the error for a journal with that base, which belongs to another state
  public static Loaded of(
      State state,
      JournalCodec.Decoded journaled,
      Supplier<@Nullable String> busy,
      Function<Header, Diagnostic> stray) {
    Header base = journaled.base();
    if (journaled.diagnostics().hasErrors()) {
      return failed(journaled, journaled.diagnostics());
    }
    boolean same = base != null && base.lineage().equals(state.lineage());
    if (base == null || journaled.records().isEmpty() || (same && base.serial() < state.serial())) {
      return Loaded.of(state);
    }
    if (!same || base.serial() != state.serial()) {
      return failed(journaled, Diagnostics.of(stray.apply(base)));
    }
    String holder = busy.get();
    var working = new WorkingState(state);
    for (JournalRecord each : journaled.records()) {
      if (holder == null || each.isResult()) {
        working.apply(each);
      }
    }
    return new Loaded(
        working.toState(),
        working.open(),
        journaled.records().size(),
        holder == null ? Diagnostics.none() : Diagnostics.of(inUse(holder)));
  }

  /// The result for a state that cannot be read.
  ///
  /// @param journaled all journal records, of any base
  public static Loaded failed(JournalCodec.Decoded journaled, Diagnostics why) {
    var working = new WorkingState(State.empty(""));
    journaled.records().forEach(working::apply);
    long unreadable = journaled.diagnostics().hasErrors() ? 1 : 0;
    return new Loaded(null, working.open(), journaled.records().size() + unreadable, why);
  }

  private static Diagnostic inUse(String holder) {
    return Diagnostic.warning(
        "State is being changed",
        holder + " is running. Its completed changes are included, but not those in progress.",
        null);
  }
}
