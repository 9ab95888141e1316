package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stores the state in a directory as `esform.state`, with `esform.state.journal` during a run,
/// `esform.state.lock` and `esform.state.holder` as the lock, and `esform.state.versions/00000123`,
/// the earlier states by their serials.
///
/// A save gives the saved file its name as a version and flushes this name. Then it writes a
/// temporary file beside the state, flushes it and renames it: after a crash at any time, the old
/// or the new state exists, and with the new one the old one as a version. The journal names the
/// serial of the state that it changes. If a crash prevents the removal of a journal after a save,
/// the next run recognises it by its serial and ignores it.
public final class LocalBackend implements Backend {

  static final String STATE = "esform.state";

  private final StateCodec codec;
  private final Supplier<String> lineages;
  private final Rescuer rescuer;
  private final StateLock lock;
  private final StateFile file;
  private final JournalFile journal;
  private final VersionReader versions;
  private final StateFaults faults;
  private final Disk disk;

  /// To be created by the first lock; null if it exists.
  private final @Nullable Path missing;

  /// The state in `esform.state`; null for none.
  private @Nullable State kept;

  /// Whether the journal contains changes that `esform.state` does not.
  private boolean unfolded;

  /// @param directory of the state, as written by the user; it exists
  public LocalBackend(Path directory, StateCodec codec, BackendEnvironment environment) {
    this(directory, codec, environment, false);
  }

  /// @param isCreated whether the first lock creates the directory
  LocalBackend(
      Path directory, StateCodec codec, BackendEnvironment environment, boolean isCreated) {
    Disk disk = environment.disk();
    this.disk = disk;
    this.missing = isCreated ? directory : null;
    this.codec = codec;
    this.lineages = environment.lineages();
    this.rescuer = new Rescuer(codec, directory, environment);
    this.lock = new StateLock(directory, STATE, environment);
    this.file = new StateFile(directory, STATE, new DurableFiles(disk));
    this.journal = new JournalFile(directory, STATE + ".journal", codec.journal(), disk);
    this.versions = new VersionReader(codec, file, file.path().toString());
    this.faults = new StateFaults(file.path().toString());
  }

  @Override
  public Loaded load() {
    // Read first: a run that ends in between saves its records in the state.
    JournalCodec.Decoded journaled = journal.read();
    try {
      String text = file.text();
      if (text == null) {
        kept = null;
        return replayed(State.empty(lineages.get()), journaled);
      }
      StateCodec.Decoded decoded = codec.decode(text, file.path().toString(), Versions.ADVICE);
      kept = decoded.state();
      return kept == null
          ? Replay.failed(journaled, decoded.diagnostics())
          : replayed(kept, journaled);
    } catch (IOException failure) {
      kept = null;
      return Replay.failed(journaled, faults.unreadable(failure));
    }
  }

  @Override
  public SavedOutputs savedOutputs() {
    return SavedOutputs.read(file.path().toString(), codec, file::savedText);
  }

  @Override
  public boolean hasChangedSinceLoad() {
    try {
      return !file.isAsRead() || !journal.isAsRead();
    } catch (IOException _) {
      return false;
    }
  }

  private Loaded replayed(State state, JournalCodec.Decoded journaled) {
    Loaded loaded =
        Replay.of(
            state, journaled, lock::otherHolder, base -> journal.stray(base, file.path(), kept));
    unfolded = loaded.journaled() > 0;
    return loaded;
  }

  @Override
  public Diagnostics lock(String operation) {
    try {
      if (missing != null) {
        new DurableFiles(disk).createDirectories(missing);
      }
    } catch (IOException failure) {
      return notSaved(failure);
    }
    Diagnostics answer = lock.acquire(operation);
    if (!answer.hasErrors()) {
      try {
        file.removeLeftOvers();
      } catch (IOException failure) {
        return answer.and(unlock()).and(notSaved(failure));
      }
    }
    return answer;
  }

  @Override
  public Diagnostics unlock() {
    return lock.release();
  }

  @Override
  public @Nullable String lockHolder() {
    return lock.otherHolder();
  }

  @Override
  public Diagnostics breakLock() {
    return lock.takeAway();
  }

  @Override
  public Versions versions() {
    return versions.list();
  }

  @Override
  public StateCodec.Decoded version(long serial) {
    return versions.read(serial);
  }

  @Override
  public Diagnostics prepare(String lineage) {
    return codec.prepare(lineage);
  }

  @Override
  public Saved save(State state) {
    mustHoldLock();
    try {
      journal.checkKnown();
      return kept(Successor.ofSave(codec, state, kept, unfolded, file, file.path().toString()));
    } catch (IOException failure) {
      return new Saved(state, notSaved(failure));
    }
  }

  @Override
  public Saved replace(State state) {
    mustHoldLock();
    try {
      journal.checkKnown();
      return kept(Successor.ofReplacement(codec, state, lastSerial()));
    } catch (IOException failure) {
      return new Saved(state, notSaved(failure));
    }
  }

  /// Also greater than that of the journal, which a crash may leave behind after the replacement.
  private long lastSerial() throws IOException {
    return Math.max(file.lastSerial(), journal.baseSerial());
  }

  private Saved kept(Successor next) throws IOException {
    String text = next.text();
    if (text == null) {
      return new Saved(
          next.state(), next.diagnostics().hasErrors() ? next.diagnostics() : endJournal());
    }
    Diagnostics unflushed = Diagnostics.none();
    try {
      file.replace(text, lock::verify);
    } catch (IOException failure) {
      if (!text.equals(file.text())) {
        throw failure;
      }
      unflushed = Diagnostics.of(file.notFlushed(failure));
    }
    kept = next.state();
    unfolded = false;
    // A power failure can still undo an unflushed save; the journal remains, since it applies to
    // the previous state.
    return new Saved(
        next.state(), unflushed.isEmpty() ? endJournal().and(file.prune()) : unflushed);
  }

  private void mustHoldLock() {
    if (!lock.isHeld()) {
      throw new EsformBug("A state was changed without its lock.");
    }
  }

  private Diagnostics endJournal() {
    try {
      journal.remove();
      return Diagnostics.none();
    } catch (IOException failure) {
      return StateFaults.leftBehind("\"%s\"".formatted(journal.path()), failure);
    }
  }

  @Override
  public Diagnostics append(List<JournalRecord> records) {
    String nonce = lock.nonce();
    State base = kept;
    if (nonce == null) {
      throw new EsformBug("A journal was written without the lock.");
    }
    if (base == null || unfolded) {
      throw new EsformBug("A journal was started for a state that is not saved.");
    }
    try {
      lock.verify();
    } catch (IOException lost) {
      return journal.failed(lost);
    }
    return journal.append(new StateCodec.Header(base.serial(), base.lineage()), nonce, records);
  }

  @Override
  public Diagnostics rescue(State state) {
    boolean replaceable = isStillBase(state);
    return replaceable && journal.holdsAll()
        ? StateFaults.inJournal("\"%s\"".formatted(journal.path()))
        : rescuer.rescue(state, replaceable);
  }

  /// Whether the saved state is still the one that this state is based on, and this run may replace
  /// it.
  private boolean isStillBase(State state) {
    try {
      lock.verify();
      journal.checkKnown();
      String text = file.text();
      return text == null
          ? state.serial() == 0
          : !Overtaken.check(file.path().toString(), text, state).hasErrors();
    } catch (IOException _) {
      return false;
    }
  }

  private Diagnostics notSaved(IOException failure) {
    return faults.notSaved(failure, StateFaults.UNCHANGED);
  }
}
