package io.esform.state.backend.http;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.LockFaults;
import io.esform.state.backend.LockHolder;
import io.esform.state.backend.NamedLines;
import io.esform.state.backend.Processes;
import io.esform.state.backend.http.HttpExchange.Rejected;
import io.esform.state.backend.http.StateServer.LockAnswer;
import io.esform.state.backend.http.StateServer.Locked;
import io.esform.state.file.LockInfo;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The lock of a state on a server.
///
/// The protocol cannot read a lock. A run that wants to know its holder requests the lock and, if
/// this succeeds, releases it at once. So a lock that is seen once proves nothing: a holder counts
/// only if its lock is still there after a pause.
final class HttpLock {

  private static final int LOOKS = 6;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final String LOOK = "lock check";

  private final StateServer server;
  private final BackendEnvironment environment;
  private final Processes processes;
  private final String version;

  /// Null if this run does not hold the lock.
  private @Nullable LockInfo held;

  /// The holder that this run has lost the lock to; null if it is not known to have lost it.
  private @Nullable String lostTo;

  /// @param version of esform
  HttpLock(
      StateServer server, BackendEnvironment environment, Processes processes, String version) {
    this.server = server;
    this.environment = environment;
    this.processes = processes;
    this.version = version;
  }

  boolean isHeld() {
    return held != null;
  }

  /// The id for writes; null if the server has no locks.
  @Nullable String id() {
    return held == null || !server.hasLocks() ? null : held.id();
  }

  @Nullable String lostTo() {
    return lostTo;
  }

  Diagnostics acquire(String operation) {
    LockInfo mine = info(operation);
    lostTo = null;
    if (!server.hasLocks()) {
      held = mine;
      return Diagnostics.of(unlocked());
    }
    try {
      LockAnswer answer = ask(mine);
      LockHolder ended = answer.isGranted() ? null : ended(answer.holder());
      LockInfo left = answer.holder();
      if (ended != null && left != null) {
        server.unlock(left);
        answer = ask(mine);
      }
      if (!answer.isGranted()) {
        return LockFaults.perhapsStale(
            display(answer.holder()), "the server does not report whether it still runs");
      }
      held = mine;
      return ended == null ? Diagnostics.none() : LockFaults.takenOver(ended);
    } catch (IOException failure) {
      // Not released: a server that does not compare ids would remove the lock of another run.
      return LockFaults.cannotLock(
          "The lock of \"%s\" cannot be taken: %s."
              .formatted(server.location(), failure.getMessage()));
    }
  }

  private Diagnostic unlocked() {
    return Diagnostic.warning(
        "State is not locked",
        "The backend \"http\" has no lock_address, so nothing prevents two runs from overwriting each other's changes to \"%s\". Set lock_address if the server has locks."
            .formatted(server.location()),
        null);
  }

  private LockInfo info(String operation) {
    LockHolder holder = LockHolder.of(environment, operation);
    return new LockInfo(
        holder.nonce(),
        operation,
        holder.format() + "birth: " + processes.birth() + "\n",
        holder.process().display(),
        version,
        holder.since().toString());
  }

  /// Requests the lock until it is granted, or the same lock is seen twice.
  private LockAnswer ask(LockInfo mine) throws IOException {
    LockAnswer answer = server.lock(mine);
    for (int look = 1; look < LOOKS && !answer.isGranted(); look++) {
      pause();
      LockAnswer next = server.lock(mine);
      if (next.isGranted() || id(next).equals(id(answer))) {
        return next;
      }
      answer = next;
    }
    return answer;
  }

  private static String id(LockAnswer answer) {
    LockInfo holder = answer.holder();
    return holder == null ? "" : holder.id();
  }

  private void pause() {
    try {
      environment.tasks().pause(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run of esform that a lock belongs to; null for another program, or if the server has not
  /// stored the description: GitLab returns that of the request.
  private static @Nullable LockHolder run(@Nullable LockInfo lock) {
    LockHolder holder = lock == null ? null : LockHolder.parse(lock.info());
    return holder != null && lock != null && holder.nonce().equals(lock.id()) ? holder : null;
  }

  /// The run that a lock belongs to, if it has certainly ended; null otherwise.
  private @Nullable LockHolder ended(@Nullable LockInfo lock) {
    LockHolder holder = run(lock);
    return holder != null
            && lock != null
            && environment.process().sharesBoot(holder.process())
            && processes.hasEnded(
                holder.process().pid(), NamedLines.parse(lock.info()).get("birth"))
        ? holder
        : null;
  }

  /// The subject of a sentence.
  private static String display(@Nullable LockInfo lock) {
    LockHolder holder = run(lock);
    if (holder != null) {
      return holder.display();
    }
    return lock == null
        ? LockFaults.UNKNOWN
        : "A run of %s (lock %s%s)"
            .formatted(
                lock.who().isEmpty() ? "another user" : shown(lock.who()),
                shown(lock.id()),
                lock.created().isEmpty() ? "" : ", since " + shown(lock.created()));
  }

  private static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /// Records that a write was refused because another run has the lock.
  void lose(@Nullable LockInfo holder) {
    lostTo = display(holder);
  }

  /// Asks the server whether this run still has the lock. A lock that was removed by a user and not
  /// taken by another run is taken again.
  boolean isStillHeld() throws IOException {
    LockInfo mine = held;
    if (mine == null || lostTo != null) {
      return false;
    }
    if (server.hasLocks()) {
      LockAnswer answer = ask(mine);
      if (!answer.isGranted()) {
        lose(answer.holder());
        return false;
      }
    }
    return true;
  }

  Diagnostics release() {
    LockInfo mine = held;
    held = null;
    boolean isLost = lostTo != null;
    lostTo = null;
    return mine == null || isLost || !server.hasLocks() ? Diagnostics.none() : release(mine);
  }

  private Diagnostics release(LockInfo mine) {
    try {
      server.unlock(mine);
      return Diagnostics.none();
    } catch (Locked _) {
      // The lock belongs to another run now and is left unchanged.
      return Diagnostics.none();
    } catch (IOException failure) {
      return LockFaults.leftBehind(
          "The lock of \"%s\" cannot be released: %s."
              .formatted(server.location(), failure.getMessage()),
          "If the next run finds it, remove it:\n\n    esform force-unlock\n");
    }
  }

  /// A run that may be changing the state now; null if there is none, if it is this run, or if the
  /// server does not let this user ask.
  @Nullable String otherHolder() {
    if ((held != null && lostTo == null) || !server.hasLocks()) {
      return null;
    }
    LockInfo look = info(LOOK);
    try {
      LockAnswer answer = ask(look);
      if (answer.isGranted()) {
        release(look);
        return null;
      }
      return ended(answer.holder()) == null ? display(answer.holder()) : null;
    } catch (Rejected _) {
      return null;
    } catch (IOException _) {
      return LockFaults.UNKNOWN;
    }
  }

  /// Removes the lock of another run.
  Diagnostics takeAway() {
    if (!server.hasLocks()) {
      return Diagnostics.none();
    }
    LockInfo look = info(LOOK);
    try {
      LockAnswer answer = ask(look);
      LockInfo holder = answer.holder();
      if (answer.isGranted()) {
        return release(look);
      }
      if (holder == null) {
        return LockFaults.cannotRemove(
            "The server of \"%s\" does not report the id of the lock. Remove it on the server."
                .formatted(server.location()));
      }
      server.unlock(holder);
      return Diagnostics.none();
    } catch (IOException failure) {
      return LockFaults.cannotRemove(
          "The lock of \"%s\" cannot be removed: %s."
              .formatted(server.location(), failure.getMessage()));
    }
  }
}
