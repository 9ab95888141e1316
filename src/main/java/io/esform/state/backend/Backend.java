package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the state of one workspace, with the journal of the run that is changing it. One run
/// locks, loads, saves what it starts from, appends to the journal as it goes, saves again at its
/// end, and unlocks.
///
/// Calls come from one thread at a time. Every method may read where the state is kept, over a
/// network too. `load`, `hasChangedSinceLoad` and `lockHolder` write nothing and need no lock;
/// `save`, `replace` and `append` are called under the lock. Making a backend does nothing at all.
///
/// No method throws for what a user or a machine can cause: diagnostics say it.
///
/// Where the journal is kept is the backend's choice, as long as whoever takes the lock next finds
/// it. A lock alone does not keep a state whole, because a run can lose it without noticing. So
/// every write of state or journal holds only if what is there is still what this run read or wrote
/// last, or nothing where it found nothing: checked immediately before a rename, or by the store
/// itself (`If-Match`, `If-None-Match`).
public interface Backend {

  /// The state as it is kept, with what a journal says besides; an empty one with a new lineage
  /// when none is kept yet.
  Loaded load();

  /// Whether another run has written, the journal included, since this one loaded. Reads as little
  /// as it can. False when it cannot be found out. For a run that writes nothing itself.
  boolean hasChangedSinceLoad();

  /// Takes the lock for this run, or says who holds it. A lock whose holder is provably gone is
  /// taken over, with a warning.
  ///
  /// @param operation what the run does, shown to others who find the lock: `apply`
  Diagnostics lock(String operation);

  /// Replaces what is kept by this state with the next serial, and ends the journal; on an error
  /// what was kept is still kept whole, the journal too. An error too when what is kept is not the
  /// state that this one came from (another lineage or serial). Writes nothing when there is no
  /// journal and nothing but the serial would change.
  ///
  /// @param state with the serial of the state it came from, as loaded or last saved
  Saved save(State state);

  /// Brings these records to where no crash can take them away, all together, as changes of the
  /// state that was saved last. After an error nothing more can be appended until a save succeeds.
  Diagnostics append(List<JournalRecord> records);

  /// Replaces what was loaded by a state of any lineage, put there by hand. Its serial becomes
  /// greater than that of what was loaded, so that a run which came from that notices. Ends the
  /// journal. On an error what was kept is still kept whole.
  Saved replace(State state);

  /// Makes sure that what a run will record can be written, secrets included: a key that does not
  /// exist yet is created and tried. Called before the first call that changes the world.
  Diagnostics prepare();

  /// Keeps a state that could not be saved where the user can get it back: in the journal, if that
  /// holds all of it, or else in a file elsewhere. Always answers with an error or warning that
  /// says where it is, and what to do, given what is kept by then.
  Diagnostics rescue(State state);

  /// Gives the lock back. Does nothing when this run does not hold it.
  Diagnostics unlock();

  /// Who else holds the lock, for people; null when nobody does, or surely nobody any more, and
  /// when this run does.
  @Nullable String lockHolder();

  /// Takes the lock away from a run that holds it and that cannot give it back. An error when that
  /// run is certainly at work.
  Diagnostics breakLock();

  /// @param state null when the diagnostics hold an error
  /// @param open what a run that was ended had begun and not recorded the end of; empty while that
  ///   run may still go on
  /// @param journaled how many records of a journal are in the state that no save has put there yet
  record Loaded(
      @Nullable State state, List<OpenIntent> open, long journaled, Diagnostics diagnostics) {

    public Loaded {
      open = List.copyOf(open);
    }

    /// A state without a journal.
    public static Loaded of(State state) {
      return new Loaded(state, List.of(), 0, Diagnostics.none());
    }

    public static Loaded failed(Diagnostics diagnostics) {
      return new Loaded(null, List.of(), 0, diagnostics);
    }
  }

  /// @param state with its new serial; on an error the one that was given
  record Saved(State state, Diagnostics diagnostics) {}
}
