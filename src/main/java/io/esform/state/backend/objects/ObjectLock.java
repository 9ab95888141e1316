package io.esform.state.backend.objects;

import io.esform.diag.Diagnostics;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.LockFaults;
import io.esform.state.backend.LockHolder;
import io.esform.state.backend.Processes;
import io.esform.state.backend.objects.LockText.Status;
import io.esform.state.backend.objects.ObjectStore.Refused;
import io.esform.state.backend.objects.ObjectStore.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The lock of a state: an object that its holder rewrites at least every third of a lease. A run
/// that sees it unchanged during a whole lease takes it over. No clocks of two machines are
/// compared: the lease is measured by the pauses of the run that waits.
///
/// The lock alone protects nothing, since a suspended holder does not notice that its lease ends. A
/// run that takes the lock over has to seal the journals of {@link #unsealed()} and to rewrite the
/// state before it works; after that, every write of an earlier holder is refused by the store.
///
/// The renewals run on a thread of their own. No write holds a monitor: each replaces the content
/// that this run has read or written last, and is repeated after another write of this run.
final class ObjectLock {

  private static final int ATTEMPTS = 10;
  private static final int RENEWALS = 3;
  private static final int LOOKS = 30;

  private final ObjectStore store;
  private final ConditionalWrites writes;
  private final StateKeys keys;
  private final Duration lease;
  private final BackendEnvironment environment;
  private final Processes processes;

  /// The last known content of the lock while this run holds it or has lost it; null before and
  /// after that. Guarded by this.
  private @Nullable Held held;

  /// @param lostTo the holder that this run has lost the lock to; null if it has not
  private record Held(LockText text, String etag, @Nullable String lostTo) {}

  ObjectLock(
      ObjectStore store,
      StateKeys keys,
      Duration lease,
      BackendEnvironment environment,
      Processes processes) {
    this.store = store;
    this.writes = new ConditionalWrites(store);
    this.keys = keys;
    this.lease = lease;
    this.environment = environment;
    this.processes = processes;
  }

  private synchronized @Nullable Held held() {
    return held;
  }

  /// Identifies this acquisition of the lock; null if this run has not acquired or has released it.
  /// The same after the lock was lost.
  @Nullable String nonce() {
    Held now = held();
    return now == null ? null : now.text().nonce();
  }

  /// The run that has taken the lock over; null if this is not known to have happened.
  @Nullable String lostTo() {
    Held now = held();
    return now == null ? null : now.lostTo();
  }

  /// The runs whose journals this run has to seal before it rewrites the state.
  List<String> unsealed() {
    Held now = held();
    return now == null ? List.of() : now.text().unsealed();
  }

  Diagnostics acquire(String operation) {
    try {
      LockHolder holder = LockHolder.of(environment, operation);
      Stored seen = store.get(keys.lock());
      if (seen == null) {
        Diagnostics unsafe = StoreCheck.run(store, keys.check(holder.nonce()));
        if (unsafe.hasErrors()) {
          return unsafe;
        }
      }
      var mine = new LockText(Status.HELD, holder, processes.birth(), lease, 1, List.of());
      return acquire(mine, seen);
    } catch (Refused _) {
      return locked();
    } catch (IOException failure) {
      return cannotLock(failure.getMessage());
    }
  }

  private Diagnostics acquire(LockText mine, @Nullable Stored seen) throws IOException {
    if (seen == null) {
      take(mine, null);
      return Diagnostics.none();
    }
    LockText text = LockText.parse(seen.content());
    if (text == null) {
      return cannotLock("it is not a lock of this version of esform");
    }
    if (text.status() == Status.HELD && !hasEnded(text)) {
      Stored changed = watch(seen, text.lease());
      LockText now = changed == null ? null : LockText.parse(changed.content());
      boolean isRenewed = !seen.equals(changed);
      if (isRenewed && (now == null || now.status() == Status.HELD)) {
        return LockFaults.locked(display(now));
      }
      if (isRenewed) {
        return acquire(mine, changed);
      }
    }
    take(mine.next(text.left()), seen.etag());
    return text.status() == Status.HELD ? LockFaults.takenOver(text.holder()) : Diagnostics.none();
  }

  private void take(LockText mine, @Nullable String etag) throws IOException {
    var taken = new Held(mine, writes.put(keys.lock(), mine.format(), etag).etag(), null);
    synchronized (this) {
      held = taken;
    }
    environment.tasks().start("state lock", () -> renew(mine.nonce()));
  }

  /// Whether the process of the holder has certainly ended, on this machine.
  private boolean hasEnded(LockText text) {
    return environment.process().sharesBoot(text.holder().process())
        && processes.hasEnded(text.holder().process().pid(), text.birth());
  }

  /// Waits for a lease, or until the lock changes.
  ///
  /// @return the changed lock, null if it was removed; the same lock after a lease
  private @Nullable Stored watch(Stored seen, Duration lease) throws IOException {
    Duration step = lease.dividedBy(LOOKS);
    for (int look = 0; look < LOOKS; look++) {
      pause(step);
      Stored now = store.get(keys.lock());
      if (now == null || !now.etag().equals(seen.etag())) {
        return now;
      }
    }
    return seen;
  }

  private void pause(Duration length) throws IOException {
    try {
      environment.tasks().pause(length);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("the run was interrupted while it waited for the lock", interruption);
    }
  }

  private void renew(String nonce) {
    try {
      do {
        environment.tasks().pause(lease.dividedBy(RENEWALS));
      } while (renewed(nonce));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Renews the lock once.
  ///
  /// @return whether it has to be renewed again
  private boolean renewed(String nonce) {
    Held now = held();
    if (now == null || !now.text().nonce().equals(nonce) || now.lostTo() != null) {
      return false;
    }
    try {
      return rewrite(text -> text.next(Status.HELD));
    } catch (IOException _) {
      // The lease has room for two failed renewals; if it ends, the store refuses later writes.
      return true;
    }
  }

  /// Rewrites the lock of this run.
  ///
  /// @return false if this run does not hold it any more
  private boolean rewrite(UnaryOperator<LockText> change) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Held before = held();
      if (before == null || before.lostTo() != null) {
        return false;
      }
      LockText next = change.apply(before.text());
      try {
        String etag = writes.put(keys.lock(), next.format(), before.etag()).etag();
        hold(before, new Held(next, etag, null));
        return true;
      } catch (Refused _) {
        if (!isStillHeld()) {
          return false;
        }
      }
    }
    throw new IOException("it changes all the time");
  }

  private synchronized void hold(Held before, Held now) {
    if (before.equals(held)) {
      held = now;
    }
  }

  /// Reads the lock, and notes if another run has it.
  boolean isStillHeld() throws IOException {
    Held before = held();
    if (before == null || before.lostTo() != null) {
      return false;
    }
    Stored now = store.get(keys.lock());
    LockText text = now == null ? null : LockText.parse(now.content());
    boolean mine =
        text != null && text.status() == Status.HELD && text.nonce().equals(before.text().nonce());
    if (now != null && text != null && mine) {
      hold(before, new Held(text, now.etag(), null));
      return true;
    }
    String other =
        text == null || text.status() != Status.HELD ? "no run" : text.holder().display();
    synchronized (this) {
      if (held != null && held.text().nonce().equals(before.text().nonce())) {
        held = new Held(held.text(), held.etag(), other);
      }
    }
    return false;
  }

  /// Records that the state was rewritten: earlier holders cannot write any more.
  void settled() throws IOException {
    if (!unsealed().isEmpty()) {
      rewrite(text -> text.next(List.of()));
    }
  }

  /// Releases the lock.
  ///
  /// @param settled whether no write of this run can still be executed. Otherwise the next run
  ///   treats this one like one that has lost its lock
  Diagnostics release(boolean settled) {
    try {
      rewrite(text -> text.next(settled ? Status.FREE : Status.BROKEN));
      return Diagnostics.none();
    } catch (IOException failure) {
      return LockFaults.leftBehind(
          unwritable(failure),
          "The next run takes the lock over after %d seconds.".formatted(lease.toSeconds()));
    } finally {
      synchronized (this) {
        held = null;
      }
    }
  }

  /// A run that may be changing the state now; null if there is certainly none, or if it is this
  /// run.
  @Nullable String otherHolder() {
    return nonce() != null && lostTo() == null ? null : lockHolder();
  }

  private @Nullable String lockHolder() {
    try {
      Stored now = store.get(keys.lock());
      LockText text = now == null ? null : LockText.parse(now.content());
      boolean free = now == null || (text != null && text.status() != Status.HELD);
      return free || (text != null && hasEnded(text)) ? null : display(text);
    } catch (IOException _) {
      return LockFaults.UNKNOWN;
    }
  }

  private static String display(@Nullable LockText text) {
    return LockFaults.display(text == null ? null : text.holder());
  }

  /// Removes the lock of another run; the next holder seals its journal.
  Diagnostics takeAway() {
    try {
      Stored seen = store.get(keys.lock());
      LockText text = seen == null ? null : LockText.parse(seen.content());
      if (seen == null || (text != null && text.status() != Status.HELD)) {
        return Diagnostics.none();
      }
      if (text == null) {
        return cannotLock("it is not a lock of this version of esform");
      }
      writes.put(keys.lock(), text.next(Status.BROKEN).format(), seen.etag());
      return Diagnostics.none();
    } catch (Refused _) {
      return LockFaults.inUse(
          "%s has renewed the lock in the meantime. End that run first, with Ctrl-C or by its process id."
              .formatted(lockHolder()));
    } catch (IOException failure) {
      return LockFaults.cannotRemove(unwritable(failure));
    }
  }

  private Diagnostics locked() {
    String holder = lockHolder();
    return LockFaults.locked(holder == null ? LockFaults.UNKNOWN : holder);
  }

  private Diagnostics cannotLock(@Nullable String cause) {
    return LockFaults.cannotLock(
        "The lock \"%s\" cannot be taken: %s.".formatted(store.location(keys.lock()), cause));
  }

  private String unwritable(IOException failure) {
    return "\"%s\" cannot be written: %s."
        .formatted(store.location(keys.lock()), failure.getMessage());
  }
}
