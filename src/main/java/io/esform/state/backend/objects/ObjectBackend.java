package io.esform.state.backend.objects;

import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.JournalRecord;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.LockFaults;
import io.esform.state.backend.Overtaken;
import io.esform.state.backend.Processes;
import io.esform.state.backend.Replay;
import io.esform.state.backend.Rescuer;
import io.esform.state.backend.SavedOutputs;
import io.esform.state.backend.StateFaults;
import io.esform.state.backend.Successor;
import io.esform.state.backend.VersionReader;
import io.esform.state.backend.Versions;
import io.esform.state.backend.objects.ObjectJournal.Entry;
import io.esform.state.backend.objects.ObjectJournal.Sealed;
import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stores a state as an object, with its lock, journals and earlier versions beside it: {@link
/// StateKeys} has their keys.
///
/// A run that takes over the lock of another one first seals its journal, then writes the state
/// with the journal's results under a new serial. From then on the store refuses every write of the
/// earlier holder, whenever it arrives: a record meets the seal, and a state does not match the
/// ETag. Calls that were open in the sealed journal move to the journal of this run; their object
/// names the new state by its digest and is written before it.
public final class ObjectBackend implements Backend {

  private static final int ATTEMPTS = 10;

  private final StateCodec codec;
  private final Supplier<String> lineages;
  private final Rescuer rescuer;
  private final ObjectLock lock;
  private final StateObject object;
  private final ObjectJournal journal;
  private final VersionReader versions;
  private final StateFaults faults;

  /// The saved state, as last read or written; null for none.
  private @Nullable State kept;

  /// The journal objects of the last load.
  private List<Entry> read = List.of();

  /// Whether a journal contains changes that the saved state does not.
  private boolean unfolded;

  /// Whether the state must be rewritten before anything else, because an earlier holder of the
  /// lock could still write it.
  private boolean mustFence;

  /// @param key of the state
  /// @param lease how long a lock is valid that is not renewed; at least 3 seconds
  public ObjectBackend(
      ObjectStore store,
      String key,
      Duration lease,
      StateCodec codec,
      BackendEnvironment environment,
      Processes processes) {
    var keys = new StateKeys(key);
    this.codec = codec;
    this.lineages = environment.lineages();
    this.rescuer = new Rescuer(codec, environment.directory(), environment);
    this.lock = new ObjectLock(store, keys, lease, environment, processes);
    this.object = new StateObject(store, keys);
    this.journal = new ObjectJournal(store, keys, codec.journal());
    this.versions = new VersionReader(codec, object, object.location());
    this.faults = new StateFaults(store.location(key));
  }

  @Override
  public Loaded load() {
    try {
      // Read first: a run that ends in between saves its records in the state.
      List<Entry> entries = journal.read();
      String text = readState();
      Loaded loaded = loaded(text, entries, lock::otherHolder);
      return lock.lostTo() == null ? loaded : Loaded.failed(lost());
    } catch (IOException failure) {
      return Loaded.failed(faults.unreadable(failure));
    }
  }

  /// Reads the state. Under the lock, checks the lock afterwards: a run that takes it over later
  /// also rewrites the state later, so this run can replace only a state from before that.
  private @Nullable String readState() throws IOException {
    String text = object.read();
    if (lock.nonce() != null) {
      lock.isStillHeld();
    }
    return text;
  }

  private Loaded loaded(
      @Nullable String text, List<Entry> entries, Supplier<@Nullable String> busy) {
    read = entries;
    unfolded = false;
    kept = null;
    if (text != null) {
      StateCodec.Decoded decoded = codec.decode(text, object.location(), Versions.ADVICE);
      kept = decoded.state();
      if (kept == null) {
        return Replay.failed(journal.decode(entries), decoded.diagnostics());
      }
    }
    StateDigest saved = object.digest();
    var strays = new StrayJournals(object.location(), saved);
    Diagnostics stray = strays.check(entries);
    if (stray.hasErrors()) {
      return Replay.failed(journal.decode(entries), stray);
    }
    JournalCodec.Decoded decoded =
        journal.decode(entries.stream().filter(each -> each.base().equals(saved)).toList());
    Loaded loaded =
        Replay.of(kept == null ? State.empty(lineages.get()) : kept, decoded, busy, strays::stray);
    unfolded = loaded.journaled() > 0;
    return loaded;
  }

  @Override
  public SavedOutputs savedOutputs() {
    return SavedOutputs.read(object.location(), codec, object::savedText);
  }

  @Override
  public boolean hasChangedSinceLoad() {
    try {
      return !object.isAsRead() || !journal.isAsRead();
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public Diagnostics lock(String operation) {
    Diagnostics answer = lock.acquire(operation);
    mustFence = !answer.hasErrors() && !lock.unsealed().isEmpty();
    if (!mustFence) {
      return answer;
    }
    try {
      Diagnostics fenced = takeOver();
      return fenced.hasErrors() ? answer.and(unlock()).and(fenced) : answer.and(fenced);
    } catch (IOException failure) {
      return answer.and(unlock()).and(notSaved(failure));
    }
  }

  /// Ends the writes of earlier holders of the lock.
  ///
  /// @throws IOException with the lock still taken, and listing those holders
  private Diagnostics takeOver() throws IOException {
    String nonce = heldNonce();
    for (String run : lock.unsealed()) {
      journal.seal(run, nonce);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Loaded loaded = loaded(readState(), journal.read(), () -> null);
      if (lock.lostTo() != null) {
        return lost();
      }
      State found = loaded.state();
      if (found == null) {
        // The run may be one that repairs the state, and its write fences as well.
        return Diagnostics.none();
      }
      // A state that was removed may have versions, which the serials of a new one must not repeat.
      long last = object.text() == null ? Math.max(lastSerial(), 0) : found.serial();
      State next = found.withSerial(last + 1);
      StateCodec.Encoded encoded = codec.encode(next);
      String text = encoded.text();
      if (text == null) {
        return Diagnostics.none();
      }
      StateDigest digest =
          StateDigest.of(new StateCodec.Header(next.serial(), next.lineage()), text);
      if (isRewritten(text, digest, loaded.open())) {
        kept = null;
        unfolded = false;
        Diagnostics left = endJournal();
        lock.settled();
        mustFence = false;
        return left;
      }
    }
    throw new IOException("other runs keep writing it");
  }

  /// Whether the store has confirmed the write of this text. Only then it is certain that an
  /// earlier holder does not know its ETag.
  private boolean isRewritten(String text, StateDigest digest, List<OpenIntent> open)
      throws IOException {
    if (!open.isEmpty()) {
      Diagnostics moved = journal.move(digest, heldNonce(), OpenIntent.records(open));
      if (moved.hasErrors()) {
        throw new IOException(moved.all().getFirst().detail());
      }
    }
    try {
      return object.write(text);
    } catch (Refused _) {
      return false;
    }
  }

  @Override
  public Diagnostics unlock() {
    if (lock.nonce() == null) {
      return Diagnostics.none();
    }
    Diagnostics left = Diagnostics.none();
    boolean settled = !object.isUnsettled() && !journal.isUnsettled();
    if (lock.lostTo() == null) {
      try {
        journal.end(object.digest());
      } catch (IOException failure) {
        left = leftBehind(failure);
      }
    }
    return left.and(lock.release(settled));
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
    heldNonce();
    if (lock.lostTo() != null) {
      return new Saved(state, lost());
    }
    try {
      State based = afterUnsettled(state);
      if (lock.lostTo() != null) {
        return new Saved(state, lost());
      }
      boolean must = unfolded || journal.isBegun() || mustFence || based.serial() != state.serial();
      Saved saved =
          kept(based, Successor.ofSave(codec, based, kept, must, object, object.location()));
      return saved.diagnostics().hasErrors() ? new Saved(state, saved.diagnostics()) : saved;
    } catch (IOException failure) {
      return new Saved(state, notSaved(failure));
    }
  }

  /// Returns the state with the serial of the saved one, if that is from an earlier save of this
  /// run whose answer was lost.
  private State afterUnsettled(State state) throws IOException {
    if (object.isUnsettled() || !object.isRead()) {
      String text = readState();
      StateCodec.Header header = text == null ? null : StateCodec.header(text);
      if (text != null
          && header != null
          && object.mayBeMine(text)
          && header.serial() > state.serial()) {
        return state.withSerial(header.serial());
      }
    }
    return state;
  }

  private Diagnostics stale(State state) {
    String text = object.text();
    return text == null ? Diagnostics.none() : Overtaken.check(object.location(), text, state);
  }

  @Override
  public Saved replace(State state) {
    heldNonce();
    if (lock.lostTo() != null) {
      return new Saved(state, lost());
    }
    try {
      if (!object.isRead()) {
        readState();
      }
      return lock.lostTo() == null
          ? kept(state, Successor.ofReplacement(codec, state, lastSerial()))
          : new Saved(state, lost());
    } catch (IOException failure) {
      return new Saved(state, notSaved(failure));
    }
  }

  /// Also greater than those of the journals, whose state may have been removed.
  private long lastSerial() throws IOException {
    return read.stream()
        .mapToLong(each -> each.base().header().serial())
        .reduce(object.lastSerial(), Math::max);
  }

  /// @param state that the successor was made of
  private Saved kept(State state, Successor next) throws IOException {
    String text = next.text();
    if (text == null) {
      return new Saved(state, next.diagnostics());
    }
    boolean certain;
    try {
      // An unconfirmed text may be that of a run that has taken the lock over.
      certain = object.write(text);
      if (!certain && !lock.isStillHeld()) {
        return new Saved(state, lost());
      }
    } catch (Refused refused) {
      if (!lock.isStillHeld()) {
        return new Saved(state, lost());
      }
      String found = readState();
      Diagnostics stale = stale(state);
      return new Saved(state, found == null || !stale.hasErrors() ? notSaved(refused) : stale);
    }
    kept = next.state();
    unfolded = false;
    return new Saved(next.state(), settle(certain));
  }

  /// @param certain whether no other run can know the ETag of the saved state
  private Diagnostics settle(boolean certain) {
    try {
      if (mustFence && certain) {
        lock.settled();
        mustFence = false;
      }
    } catch (IOException _) {
      // The next holder of the lock fences the same runs again.
      mustFence = false;
    }
    return endJournal();
  }

  private Diagnostics endJournal() {
    try {
      journal.fold(object.digest(), read);
      read = List.of();
      object.prune();
      return Diagnostics.none();
    } catch (IOException failure) {
      return leftBehind(failure);
    }
  }

  private String heldNonce() {
    String nonce = lock.nonce();
    if (nonce == null) {
      throw new EsformBug("A state was changed without its lock.");
    }
    return nonce;
  }

  @Override
  public Diagnostics append(List<JournalRecord> records) {
    String nonce = heldNonce();
    StateDigest base = object.digest();
    if (kept == null || base == null || unfolded || mustFence) {
      throw new EsformBug("A journal was started for a state that is not saved.");
    }
    if (lock.lostTo() != null) {
      return lost();
    }
    try {
      return journal.append(base, nonce, records);
    } catch (Sealed _) {
      return lostBySeal();
    }
  }

  private Diagnostics lostBySeal() {
    try {
      lock.isStillHeld();
    } catch (IOException _) {
      // The seal proves the loss, and the holder is unknown.
    }
    return lost();
  }

  private Diagnostics lost() {
    return LockFaults.lost(
        object.location(),
        "it did not renew the lock in time, or a user removed it",
        lock.lostTo());
  }

  @Override
  public Diagnostics rescue(State state) {
    boolean replaceable = isStillBase(state);
    return replaceable && journal.holdsAll()
        ? StateFaults.inJournal("the journal beside \"%s\"".formatted(object.location()))
        : rescuer.rescue(state, replaceable);
  }

  /// Whether the saved state is still the one that this state is based on, and this run may replace
  /// it.
  private boolean isStillBase(State state) {
    try {
      if (!lock.isStillHeld() || !object.isAsRead()) {
        return false;
      }
      return object.text() == null ? state.serial() == 0 : !stale(state).hasErrors();
    } catch (IOException _) {
      return false;
    }
  }

  private Diagnostics notSaved(IOException failure) {
    boolean settled =
        failure instanceof Denied || failure instanceof Refused || !object.isUnsettled();
    return faults.notSaved(
        failure,
        settled
            ? StateFaults.UNCHANGED
            : "The store has not confirmed whether the new state was saved.");
  }

  private Diagnostics leftBehind(IOException failure) {
    return StateFaults.leftBehind("Objects beside \"%s\"".formatted(object.location()), failure);
  }
}
