package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps the state in `esform.state` in a directory, with `esform.state.lock` and
/// `esform.state.journal` while a run works and `esform.state.backup` as it was before the run's
/// first save.
///
/// A save writes a file beside the state, brings it down to the disk and renames it: a crash at any
/// instant leaves either the old state or the new one. The journal names the serial it stands on:
/// one that a crash left behind after the save that took it in is told by it, and ignored.
public final class LocalBackend implements Backend {

  static final String STATE = "esform.state";
  static final String BACKUP = "esform.state.backup";
  static final String JOURNAL = "esform.state.journal";
  private static final String NEW = "esform.state.new";

  private final Path directory;
  private final StateCodec codec;
  private final Supplier<String> lineages;
  private final FileOperations files;
  private final Rescuer rescuer;
  private final LockFile lock;
  private final JournalFile journal;

  /// What `esform.state` holds.
  private @Nullable State kept;

  /// Whether the journal holds something that `esform.state` does not.
  private boolean unfolded;

  private boolean backedUp;

  /// @param directory the configuration's directory, as the user would write it
  /// @param lineages makes a lineage for a new state
  /// @param temporary where a state goes that can be saved nowhere else
  public LocalBackend(
      Path directory,
      StateCodec codec,
      ProcessIdentity self,
      Clock clock,
      Supplier<String> lineages,
      Path temporary) {
    this(directory, codec, self, clock, lineages, temporary, FileOperations.real());
  }

  LocalBackend(
      Path directory,
      StateCodec codec,
      ProcessIdentity self,
      Clock clock,
      Supplier<String> lineages,
      Path temporary,
      FileOperations files) {
    this.directory = directory;
    this.codec = codec;
    this.lineages = lineages;
    this.files = files;
    this.rescuer = new Rescuer(List.of(directory, temporary), files);
    this.lock = new LockFile(directory.resolve(STATE + ".lock"), self, clock);
    this.journal = new JournalFile(directory, JOURNAL, codec.journal(), files);
  }

  @Override
  public Loaded load() {
    // Read first: a run that ends meanwhile puts what it says into the state.
    JournalCodec.Decoded journaled = journal.read();
    Path file = directory.resolve(STATE);
    try {
      String text = Files.readString(file);
      StateCodec.Decoded decoded = codec.decode(text, file.toString(), advice(file));
      kept = decoded.state();
      return kept == null ? Loaded.failed(decoded.diagnostics()) : replayed(kept, journaled);
    } catch (NoSuchFileException _) {
      kept = null;
      return replayed(State.empty(lineages.get()), journaled);
    } catch (IOException failure) {
      String detail = "\"%s\" cannot be read: %s.".formatted(file, failure);
      return Loaded.failed(Diagnostics.of(Diagnostic.error("State cannot be read", detail)));
    }
  }

  private Loaded replayed(State state, JournalCodec.Decoded journaled) {
    StateCodec.Header base = journaled.base();
    if (journaled.diagnostics().hasErrors()) {
      return Loaded.failed(journaled.diagnostics());
    }
    boolean same = base != null && base.lineage().equals(state.lineage());
    if (base == null || journaled.records().isEmpty() || (same && base.serial() < state.serial())) {
      unfolded = false;
      return Loaded.of(state);
    }
    if (!same || base.serial() != state.serial()) {
      return Loaded.failed(Diagnostics.of(journal.stray(base, directory.resolve(STATE), kept)));
    }
    unfolded = true;
    String busy = lock.otherHolder();
    var working = new WorkingState(state);
    for (JournalRecord each : journaled.records()) {
      if (busy == null || each.isResult()) {
        working.apply(each);
      }
    }
    return new Loaded(
        working.toState(),
        working.open(),
        journaled.records().size(),
        busy == null ? Diagnostics.none() : Diagnostics.of(inUse(busy)));
  }

  private static Diagnostic inUse(String holder) {
    return Diagnostic.warning(
        "State is being changed",
        holder
            + " is at work. What it has done so far is taken into account, what it does now is not.",
        null);
  }

  private String advice(Path file) {
    Path backup = directory.resolve(BACKUP);
    return Files.exists(backup)
        ? "The state before the last run is kept; to go back to it:\n\n    cp %s %s\n"
            .formatted(backup, file)
        : "Put back a copy of the file from before; there is no backup beside it.";
  }

  @Override
  public Diagnostics lock(String operation) {
    return lock.acquire(operation);
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
  public Saved save(State state) {
    mustHoldLock();
    if (!unfolded && state.equals(kept)) {
      return new Saved(state, endJournal());
    }
    StateCodec.Encoded encoded = codec.encode(state.withSerial(state.serial() + 1));
    String text = encoded.text();
    if (text == null) {
      return new Saved(state, encoded.diagnostics());
    }
    try {
      String before = keptText();
      Diagnostics stale =
          before == null
              ? Diagnostics.none()
              : Overtaken.check(directory.resolve(STATE), before, state);
      if (stale.hasErrors()) {
        return new Saved(state, stale);
      }
      if (!unfolded && before != null && StateCodec.isSameButSerial(before, text)) {
        return new Saved(state, endJournal());
      }
    } catch (IOException failure) {
      return new Saved(state, Diagnostics.of(notSaved(failure)));
    }
    return keep(state, state.serial() + 1, text);
  }

  @Override
  public Saved replace(State state) {
    mustHoldLock();
    long serial = Math.max(kept == null ? 0 : kept.serial() + 1, state.serial());
    StateCodec.Encoded encoded = codec.encode(state.withSerial(serial));
    String text = encoded.text();
    return text == null ? new Saved(state, encoded.diagnostics()) : keep(state, serial, text);
  }

  private @Nullable String keptText() throws IOException {
    Path file = directory.resolve(STATE);
    return Files.exists(file) ? Files.readString(file) : null;
  }

  /// @param text of the state with that serial
  private Saved keep(State state, long serial, String text) {
    try {
      replace(text);
    } catch (IOException failure) {
      return new Saved(state, Diagnostics.of(notSaved(failure)));
    }
    State next = state.withSerial(serial);
    kept = next;
    unfolded = false;
    return new Saved(next, endJournal());
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
      return Diagnostics.of(
          Diagnostic.warning(
              "Journal was left behind",
              "\"%s\" cannot be removed: %s. The state holds what it says; the next run removes it."
                  .formatted(journal.path(), failure),
              null));
    }
  }

  @Override
  public Diagnostics append(List<JournalRecord> records) {
    mustHoldLock();
    State base = kept;
    if (base == null || unfolded) {
      throw new EsformBug("A journal was begun on a state that is not saved.");
    }
    return journal.append(new StateCodec.Header(base.serial(), base.lineage()), records);
  }

  private Diagnostic notSaved(IOException failure) {
    return Diagnostic.error(
        "State cannot be saved",
        "\"%s\" cannot be replaced: %s. The state that was saved before still stands there."
            .formatted(directory.resolve(STATE), failure));
  }

  private void replace(String text) throws IOException {
    Path file = directory.resolve(STATE);
    Path fresh = directory.resolve(NEW);
    try {
      if (!backedUp && Files.exists(file)) {
        files.link(file, fresh);
        files.move(fresh, directory.resolve(BACKUP));
      }
      files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      files.move(fresh, file);
      backedUp = true;
    } catch (IOException failure) {
      removeLeftOver(fresh, failure);
      throw failure;
    }
    files.syncDirectory(directory);
  }

  private static void removeLeftOver(Path fresh, IOException failure) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }

  @Override
  public Diagnostics rescue(State state) {
    // One more than what is kept, as if it had been saved: the journal that it holds is then
    // folded.
    StateCodec.Encoded encoded = codec.encode(state.withSerial(state.serial() + 1));
    String text = encoded.text();
    if (text == null) {
      return encoded.diagnostics();
    }
    return rescuer.rescue(text, directory.resolve(STATE));
  }
}
