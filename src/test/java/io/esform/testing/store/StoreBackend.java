package io.esform.testing.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.LockHolder;
import io.esform.state.backend.Overtaken;
import io.esform.state.backend.Replay;
import io.esform.state.backend.Rescuer;
import io.esform.state.backend.SavedOutputs;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec;
import io.esform.testing.store.ObjectStore.Conflict;
import io.esform.testing.store.ObjectStore.Stored;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stores a state in an {@link ObjectStore}: as the objects `state`, `journal` and `lock` below one
/// prefix. Every write is conditional on the version that this run read or wrote last.
final class StoreBackend implements Backend {

  private final ObjectStore store;
  private final String prefix;
  private final StateCodec codec;
  private final BackendEnvironment environment;

  private @Nullable Stored state;
  private @Nullable Stored journal;
  private @Nullable Stored lock;

  /// The state in the object `state`; null for none.
  private @Nullable State kept;

  /// Whether the journal contains changes that the state does not.
  private boolean unfolded;

  /// Whether this run has created the journal.
  private boolean begun;

  private Diagnostics journalFailure = Diagnostics.none();

  StoreBackend(ObjectStore store, String prefix, StateCodec codec, BackendEnvironment environment) {
    this.store = store;
    this.prefix = prefix;
    this.codec = codec;
    this.environment = environment;
  }

  private String key(String object) {
    return prefix + object;
  }

  @Override
  public Loaded load() {
    try {
      // Read first: a run that ends in between saves its records in the state.
      journal = store.get(key("journal"));
      state = store.get(key("state"));
      kept = null;
      JournalCodec.Decoded journaled =
          journal == null
              ? JournalCodec.Decoded.nothing()
              : codec.journal().decode(journal.content().getBytes(UTF_8), key("journal"));
      if (state != null) {
        StateCodec.Decoded decoded = codec.decode(state.content(), key("state"), "");
        kept = decoded.state();
        if (kept == null) {
          return Loaded.failed(decoded.diagnostics());
        }
      }
      Loaded loaded =
          Replay.of(
              kept == null ? State.empty(environment.lineages().get()) : kept,
              journaled,
              this::lockHolder,
              _ -> Diagnostic.error("Journal without its state", key("journal")));
      unfolded = loaded.journaled() > 0;
      return loaded;
    } catch (IOException failure) {
      return Loaded.failed(error("State cannot be read", failure));
    }
  }

  @Override
  public SavedOutputs savedOutputs() {
    return SavedOutputs.read(
        key("state"),
        codec,
        () -> {
          Stored saved = store.get(key("state"));
          return saved == null ? null : saved.content();
        });
  }

  @Override
  public boolean hasChangedSinceLoad() {
    try {
      return !isSame(state, store.get(key("state"))) || !isSame(journal, store.get(key("journal")));
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isSame(@Nullable Stored before, @Nullable Stored now) {
    return Objects.equals(etag(before), etag(now));
  }

  @Override
  public Diagnostics lock(String operation) {
    var holder =
        new LockHolder(environment.process(), operation, environment.clock().instant(), "");
    try {
      lock = put("lock", holder.format(), null);
      return Diagnostics.none();
    } catch (Conflict _) {
      return Diagnostics.of(
          Diagnostic.error(
              "State is locked",
              lockHolder() + " holds the lock of the state. Wait until it ends."));
    } catch (IOException failure) {
      return error("Cannot lock the state", failure);
    }
  }

  @Override
  public Diagnostics unlock() {
    Stored mine = lock;
    lock = null;
    try {
      if (mine != null) {
        store.delete(key("lock"), mine.etag());
      }
      return Diagnostics.none();
    } catch (Conflict _) {
      // The lock belongs to another run now and is left unchanged.
      return Diagnostics.none();
    } catch (IOException failure) {
      return error("Lock was left behind", failure);
    }
  }

  @Override
  public @Nullable String lockHolder() {
    try {
      Stored held = store.get(key("lock"));
      if (held == null || isSame(lock, held)) {
        return null;
      }
      return requireNonNull(LockHolder.parse(held.content())).display();
    } catch (IOException _) {
      return "A run";
    }
  }

  @Override
  public Diagnostics breakLock() {
    try {
      store.delete(key("lock"));
      return Diagnostics.none();
    } catch (IOException failure) {
      return error("Cannot remove the lock", failure);
    }
  }

  private void mustHoldLock() {
    if (lock == null) {
      throw new EsformBug("A state was changed without its lock.");
    }
  }

  private void verifyLock() throws IOException {
    if (lock == null || !isSame(lock, store.get(key("lock")))) {
      throw new IOException("the lock was taken away");
    }
  }

  @Override
  public Diagnostics prepare(String lineage) {
    return codec.prepare(lineage);
  }

  @Override
  public Saved save(State next) {
    mustHoldLock();
    try {
      if (!unfolded && next.equals(kept)) {
        return new Saved(next, endJournal());
      }
      StateCodec.Encoded encoded = codec.encode(next.withSerial(next.serial() + 1));
      String text = encoded.text();
      if (text == null) {
        return new Saved(next, encoded.diagnostics());
      }
      Diagnostics stale = stale(next);
      if (stale.hasErrors()) {
        return new Saved(next, stale);
      }
      if (!unfolded && state != null && StateCodec.isSameButSerial(state.content(), text)) {
        return new Saved(next, endJournal());
      }
      return keep(next, next.serial() + 1, text);
    } catch (IOException failure) {
      return new Saved(next, error("State cannot be saved", failure));
    }
  }

  /// Returns an error if the saved state is not the one that this state is based on.
  private Diagnostics stale(State next) throws IOException {
    Stored now = store.get(key("state"));
    return now == null ? Diagnostics.none() : Overtaken.check(key("state"), now.content(), next);
  }

  @Override
  public Saved replace(State next) {
    mustHoldLock();
    long serial = Math.max(kept == null ? 0 : kept.serial() + 1, next.serial());
    StateCodec.Encoded encoded = codec.encode(next.withSerial(serial));
    String text = encoded.text();
    if (text == null) {
      return new Saved(next, encoded.diagnostics());
    }
    try {
      return keep(next, serial, text);
    } catch (IOException failure) {
      return new Saved(next, error("State cannot be saved", failure));
    }
  }

  private Saved keep(State next, long serial, String text) throws IOException {
    verifyLock();
    state = put("state", text, state);
    kept = next.withSerial(serial);
    unfolded = false;
    return new Saved(kept, endJournal());
  }

  private Diagnostics endJournal() throws IOException {
    Stored ended = journal;
    if (ended != null) {
      store.delete(key("journal"), ended.etag());
    }
    journal = null;
    begun = false;
    journalFailure = Diagnostics.none();
    return Diagnostics.none();
  }

  @Override
  public Diagnostics append(List<JournalRecord> records) {
    mustHoldLock();
    State base = kept;
    if (base == null || unfolded) {
      throw new EsformBug("A journal was started for a state that is not saved.");
    }
    if (journalFailure.hasErrors()) {
      return journalFailure;
    }
    var header = new StateCodec.Header(base.serial(), base.lineage());
    JournalCodec.Encoded encoded = codec.journal().encode(records, base.lineage());
    String lines = encoded.lines();
    if (lines == null) {
      journalFailure = encoded.diagnostics();
      return journalFailure;
    }
    try {
      verifyLock();
      boolean first = journal == null || !begun;
      String before =
          first ? codec.journal().header(header, "run") : requireNonNull(journal).content();
      journal = put("journal", before + lines, journal);
      begun = true;
    } catch (IOException failure) {
      journalFailure = error("Journal cannot be written", failure);
    }
    return journalFailure;
  }

  @Override
  public Diagnostics rescue(State lost) {
    boolean replaceable = isStillMine();
    if (replaceable && begun && !journalFailure.hasErrors()) {
      return Diagnostics.of(
          Diagnostic.warning("State is in the journal", "Nothing is lost.", null));
    }
    return new Rescuer(codec, environment.temporary(), environment).rescue(lost, replaceable);
  }

  private boolean isStillMine() {
    try {
      verifyLock();
      return isSame(state, store.get(key("state"))) && isSame(journal, store.get(key("journal")));
    } catch (IOException _) {
      return false;
    }
  }

  private Stored put(String object, String text, @Nullable Stored replaced) throws IOException {
    return new Stored(text, store.put(key(object), text, etag(replaced)));
  }

  private static @Nullable String etag(@Nullable Stored stored) {
    return stored == null ? null : stored.etag();
  }

  private static Diagnostics error(String summary, IOException failure) {
    return Diagnostics.of(Diagnostic.error(summary, "The store answers: %s.".formatted(failure)));
  }
}
