package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.file.StateCodec.Decoded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores the state of one workspace, and the journal of the run that changes it. A run locks,
/// loads, saves its initial state, appends to the journal during its work, saves again at its end,
/// and unlocks.
///
/// Calls come from one thread at a time. Every method may read from the storage, also over a
/// network. `load`, `hasChangedSinceLoad` and `lockHolder` change neither state nor journal and
/// need no lock; `save`, `replace` and `append` are called under the lock. The constructor does no
/// I/O.
///
/// No method throws for a fault that a user or a machine can cause; it returns diagnostics.
///
/// The backend chooses the place of the journal; the next holder of the lock must find it there. A
/// lock alone does not protect a state, because a run can lose it without noticing. So every write
/// of state or journal is conditional: the stored content is still the one that this run read or
/// wrote last, or is still absent. This is checked immediately before a rename, or by the store
/// itself (`If-Match`, `If-None-Match`). A server without conditions is read before each save.
public interface Backend {

  /// Returns the saved state with the records of a journal applied; an empty state with a new
  /// lineage if none is saved yet.
  Loaded load();

  /// Returns the outputs of the last saved state, for another configuration. Only reads, also with
  /// permission for nothing else, and takes no lock: while a run changes the state, the outputs are
  /// those from before that run. No journal is read, since it contains no outputs.
  SavedOutputs savedOutputs();

  /// Whether another run has written the state or the journal since this run loaded. Reads as
  /// little as possible. False if this cannot be determined. For a run that writes nothing itself.
  boolean hasChangedSinceLoad();

  /// Takes the lock for this run, or returns an error that names its holder. Takes over a lock
  /// whose holder has certainly ended, with a warning.
  ///
  /// @param operation the operation of the run, shown to runs that find the state locked: `apply`
  Diagnostics lock(String operation);

  /// Replaces the saved state by this one with a greater serial, and ends the journal. After an
  /// error, the previous state and journal are unchanged. It is an error if the saved state is not
  /// the one that this state is based on (another lineage or serial). Writes nothing if there is no
  /// journal and only the serial would change.
  ///
  /// @param state with the serial of the state that it is based on, as loaded or last saved
  Saved save(State state);

  /// Writes and flushes these records together, as changes of the last saved state. A backend that
  /// can only replace the whole state may write results later, but at most ten seconds, and before
  /// any later intent. After an error, no append succeeds until a save has succeeded.
  Diagnostics append(List<JournalRecord> records);

  /// Replaces the saved state, which may be damaged or missing, by a state of any lineage that the
  /// user provides. Its serial becomes greater than that of the saved state, so that a run based on
  /// the saved state detects the change, and than those of all versions. Ends the journal. After an
  /// error, the previous state is unchanged.
  Saved replace(State state);

  /// The kept versions of the state. Every write of the state first stores the one that it replaces
  /// as a version, and fails if that fails. Needs no lock, and writes nothing.
  ///
  /// The default is an error, for a backend that keeps none.
  default Versions versions() {
    return Versions.failed(Versions.unsupported());
  }

  /// The version with this serial; an error if there is none, or if it cannot be decoded. Needs no
  /// lock, and writes nothing.
  default Decoded version(long serial) {
    return new Decoded(null, false, Versions.unsupported());
  }

  /// Ensures that the records of a run can be written, including secrets: creates and tests the key
  /// if it does not exist yet. Called before the first remote change.
  ///
  /// @param lineage of the state that the records change
  Diagnostics prepare(String lineage);

  /// Stores a state that could not be saved, so that the user can recover it: in the journal, if it
  /// contains all changes, or else in a separate file. Always returns an error or warning with its
  /// place and the next steps, which depend on the saved state.
  Diagnostics rescue(State state);

  /// Releases the lock. Does nothing if this run does not hold it.
  Diagnostics unlock();

  /// The other holder of the lock, for display; null if there is none, if it has certainly ended,
  /// or if this run holds the lock.
  @Nullable String lockHolder();

  /// Removes the lock of a run that cannot release it. An error if that run is certainly alive.
  Diagnostics breakLock();

  /// @param state null if the diagnostics contain an error
  /// @param open calls of an interrupted run without a recorded result; empty while that run may
  ///   still be working. Also those that are known if the state cannot be read
  /// @param journaled the number of journal records in the state that are not saved in it yet; if
  ///   the state cannot be read, of all journal records, and at least 1 if these cannot be read
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

  /// @param state with its new serial; the argument after an error
  record Saved(State state, Diagnostics diagnostics) {}
}
