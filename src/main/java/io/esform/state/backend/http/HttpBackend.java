package io.esform.state.backend.http;

import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.state.InstanceState.Status;
import io.esform.state.JournalRecord;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.JournalRecord.Put;
import io.esform.state.JournalRecord.Unchanged;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.WorkingState;
import io.esform.state.backend.Appends;
import io.esform.state.backend.Backend;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.LockFaults;
import io.esform.state.backend.Processes;
import io.esform.state.backend.Replay;
import io.esform.state.backend.Rescuer;
import io.esform.state.backend.SavedOutputs;
import io.esform.state.backend.StateFaults;
import io.esform.state.backend.Successor;
import io.esform.state.backend.http.PostedState.Found;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stores a state on a server that can only replace it as a whole.
///
/// In place of a journal, the state with the results of the run so far is posted, together with the
/// calls that are not ended yet. An intent is posted before its append returns, and with it all
/// earlier records. Results are posted at most ten seconds later: without them, their calls are
/// still open, and the next run resolves them. Each post has a new serial, because servers keep
/// versions by serial.
public final class HttpBackend implements Backend {

  /// How long a result may wait for the next post.
  private static final Duration LATEST = Duration.ofSeconds(10);

  private static final String ADVICE =
      "If this is not the answer of the right server, check the address. Otherwise restore an"
          + " earlier version on the server.";

  private final StateServer server;
  private final StateCodec codec;
  private final BackendEnvironment environment;
  private final Rescuer rescuer;
  private final HttpLock lock;
  private final StateFaults faults;

  /// Guards all fields below: posts of late results run on a thread of their own.
  private final Lock guard = new ReentrantLock();

  private final PostedState posted;

  /// The state that callers know: as last loaded or saved; null for none. Posts of records increase
  /// the serial on the server, but not here.
  private @Nullable State kept;

  /// Whether the loaded state has open calls.
  private boolean unfolded;

  private final Appends appends = new Appends();

  /// The state with all appended records; null before the first append after a load or a save.
  private @Nullable WorkingState working;

  /// The number of records that are not posted yet.
  private int unposted;

  /// Whether a thread waits to post them.
  private boolean isPostDue;

  HttpBackend(
      StateServer server, StateCodec codec, BackendEnvironment environment, Processes processes) {
    this.server = server;
    this.codec = codec;
    this.environment = environment;
    this.rescuer = new Rescuer(codec, environment.directory(), environment);
    this.lock = new HttpLock(server, environment, processes, codec.esformVersion());
    this.posted = new PostedState(server, lock);
    this.faults = new StateFaults(server.location());
  }

  private <T> T guarded(Supplier<T> work) {
    guard.lock();
    try {
      return work.get();
    } finally {
      guard.unlock();
    }
  }

  // Reading

  @Override
  public Loaded load() {
    return guarded(() -> {
      Diagnostics rest = postRest();
      if (rest.hasErrors()) {
        return Loaded.failed(rest);
      }
      try {
        return loaded(posted.read());
      } catch (IOException failure) {
        return Loaded.failed(faults.unreadable(failure));
      }
    });
  }

  private Loaded loaded(@Nullable String text) {
    kept = null;
    unfolded = false;
    working = null;
    if (text == null) {
      return Loaded.of(State.empty(environment.lineages().get()));
    }
    StateCodec.DecodedRun decoded = codec.decodeRun(text, server.location(), ADVICE);
    State state = decoded.state();
    if (state == null) {
      return Loaded.failed(decoded.diagnostics());
    }
    kept = state;
    Loaded loaded =
        Replay.of(
            state,
            new JournalCodec.Decoded(
                new Header(state.serial(), state.lineage()),
                "",
                decoded.open(),
                decoded.diagnostics()),
            lock::otherHolder,
            _ -> {
              throw new EsformBug("The calls of a state belong to another state.");
            });
    unfolded = loaded.journaled() > 0;
    return loaded;
  }

  @Override
  public SavedOutputs savedOutputs() {
    return SavedOutputs.read(server.location(), codec, server::get);
  }

  @Override
  public boolean hasChangedSinceLoad() {
    return guarded(() -> {
      try {
        return !posted.isAsRead();
      } catch (IOException _) {
        return false;
      }
    });
  }

  // The lock

  @Override
  public Diagnostics lock(String operation) {
    return guarded(() -> lock.acquire(operation));
  }

  @Override
  public Diagnostics unlock() {
    return guarded(() -> postRest().and(lock.release()));
  }

  @Override
  public @Nullable String lockHolder() {
    guard.lock();
    try {
      return lock.otherHolder();
    } finally {
      guard.unlock();
    }
  }

  @Override
  public Diagnostics breakLock() {
    return guarded(lock::takeAway);
  }

  private void mustHoldLock() {
    if (!lock.isHeld()) {
      throw new EsformBug("A state was changed without its lock.");
    }
  }

  private Diagnostics lost() {
    return LockFaults.lost(server.location(), "a user removed it", lock.lostTo());
  }

  // Saving

  @Override
  public Diagnostics prepare(String lineage) {
    return codec.prepare(lineage);
  }

  @Override
  public Saved save(State state) {
    return guarded(() -> {
      mustHoldLock();
      if (lock.lostTo() != null) {
        return new Saved(state, lost());
      }
      boolean isDue = unfolded || appends.isBegun();
      if (!isDue && !posted.isUnsettled() && state.equals(kept)) {
        return new Saved(state, Diagnostics.none());
      }
      try {
        Found found = posted.find();
        Diagnostics stale = posted.stale(state, found, loadedSerial());
        if (stale.hasErrors()) {
          return new Saved(state, stale);
        }
        State based = posted.based(state, found, loadedSerial());
        boolean isRaised = based.serial() != state.serial();
        return saved(
            state,
            found,
            Successor.ofSave(codec, based, kept, isDue || isRaised, found, server.location()));
      } catch (IOException failure) {
        return new Saved(state, notSaved(failure));
      }
    });
  }

  @Override
  public Saved replace(State state) {
    return guarded(() -> {
      mustHoldLock();
      if (lock.lostTo() != null) {
        return new Saved(state, lost());
      }
      try {
        Found found = posted.find();
        Diagnostics stale =
            kept == null ? Diagnostics.none() : posted.stale(kept, found, loadedSerial());
        return stale.hasErrors()
            ? new Saved(state, stale)
            : saved(state, found, Successor.ofReplacement(codec, state, found.lastSerial()));
      } catch (IOException failure) {
        return new Saved(state, notSaved(failure));
      }
    });
  }

  /// @param state as given by the caller
  /// @param found the state that the successor replaces
  private Saved saved(State state, Found found, Successor next) throws IOException {
    String text = next.text();
    if (text == null) {
      return new Saved(state, next.diagnostics());
    }
    posted.replace(found, text);
    kept = next.state();
    unfolded = false;
    working = null;
    unposted = 0;
    appends.reset();
    return new Saved(next.state(), Diagnostics.none());
  }

  private long loadedSerial() {
    return kept == null ? 0 : kept.serial();
  }

  private Diagnostics notSaved(IOException failure) {
    if (lock.lostTo() != null) {
      return lost();
    }
    boolean isUnchanged = failure instanceof HttpExchange.Rejected || !posted.isUnsettled();
    return faults.notSaved(
        failure,
        isUnchanged
            ? StateFaults.UNCHANGED
            : "The server has not confirmed whether the new state was saved.");
  }

  // Records

  @Override
  public Diagnostics append(List<JournalRecord> records) {
    return guarded(() -> {
      mustHoldLock();
      if (kept == null || unfolded) {
        throw new EsformBug("A journal was started for a state that is not saved.");
      }
      if (lock.lostTo() != null) {
        return lost();
      }
      boolean isFirst = !appends.isBegun();
      WorkingState now = working == null ? new WorkingState(kept) : working;
      working = now;
      return appends.attempt(() -> {
        records.forEach(now::apply);
        unposted += records.size();
        if (isFirst || records.stream().anyMatch(HttpBackend::isUrgent)) {
          return postRecords(now);
        }
        postSoon();
        return Diagnostics.none();
      });
    });
  }

  /// Whether a record is posted at once: an intent precedes its call, and after a failure the run
  /// may end.
  private static boolean isUrgent(JournalRecord each) {
    return each instanceof Intent
        || each instanceof Unchanged
        || (each instanceof Put(_, var instance) && instance.status() != Status.READY);
  }

  private void postSoon() {
    if (!isPostDue) {
      isPostDue = true;
      environment.tasks().start("state post", this::postLater);
    }
  }

  private void postLater() {
    try {
      environment.tasks().pause(LATEST);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    guard.lock();
    try {
      isPostDue = false;
      postRest();
    } finally {
      guard.unlock();
    }
  }

  /// Posts the records that are not posted yet. Lets further appends fail after an error.
  private Diagnostics postRest() {
    WorkingState now = working;
    if (now == null || unposted == 0 || !appends.isWhole() || lock.lostTo() != null) {
      return Diagnostics.none();
    }
    Diagnostics posted = postRecords(now);
    return posted.hasErrors() ? appends.fail(posted) : posted;
  }

  private Diagnostics postRecords(WorkingState now) {
    State next = now.toState().withSerial(Math.max(posted.known().lastSerial(), 0) + 1);
    StateCodec.Encoded encoded = codec.encode(next, OpenIntent.records(now.open()));
    String text = encoded.text();
    if (text == null) {
      return encoded.diagnostics();
    }
    try {
      posted.post(text);
      unposted = 0;
      return Diagnostics.none();
    } catch (IOException failure) {
      return lock.lostTo() == null ? StateFaults.notAppended(server.location(), failure) : lost();
    }
  }

  @Override
  public Diagnostics rescue(State state) {
    return guarded(() -> {
      postRest();
      try {
        Found found = lock.isStillHeld() ? posted.find() : new Found(null);
        boolean isReplaceable =
            lock.isHeld()
                && lock.lostTo() == null
                && (found.text() == null
                    ? state.serial() == 0
                    : !posted.stale(state, found, loadedSerial()).hasErrors());
        return isReplaceable && appends.isWhole() && unposted == 0
            ? StateFaults.inJournal("\"%s\"".formatted(server.location()))
            : rescuer.rescue(posted.based(state, found, loadedSerial()), isReplaceable);
      } catch (IOException _) {
        // A push compares the serials again.
        return rescuer.rescue(
            posted.based(state, posted.known(), loadedSerial()),
            lock.isHeld() && lock.lostTo() == null);
      }
    });
  }
}
