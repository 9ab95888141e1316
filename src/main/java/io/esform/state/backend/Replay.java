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

/// What a journal makes of the state that it was found with.
public final class Replay {

  private Replay() {}

  /// A journal on an earlier serial is ignored: a crash left it behind after the save that folded
  /// it.
  ///
  /// @param busy says who holds the lock, null for nobody; asked only when there is a journal
  /// @param stray what to say of a journal with that base, which belongs to another state
  public static Loaded of(
      State state,
      JournalCodec.Decoded journaled,
      Supplier<@Nullable String> busy,
      Function<Header, Diagnostic> stray) {
    Header base = journaled.base();
    if (journaled.diagnostics().hasErrors()) {
      return Loaded.failed(journaled.diagnostics());
    }
    boolean same = base != null && base.lineage().equals(state.lineage());
    if (base == null || journaled.records().isEmpty() || (same && base.serial() < state.serial())) {
      return Loaded.of(state);
    }
    if (!same || base.serial() != state.serial()) {
      return Loaded.failed(Diagnostics.of(stray.apply(base)));
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

  private static Diagnostic inUse(String holder) {
    return Diagnostic.warning(
        "State is being changed",
        holder
            + " is at work. What it has done so far is taken into account, what it does now is"
            + " not.",
        null);
  }
}
