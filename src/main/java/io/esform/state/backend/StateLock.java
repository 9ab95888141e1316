package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import io.esform.state.disk.LockedFile;
import io.esform.task.Tasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The lock of a state: a file that is locked with the operating system while a run works, and a
/// second file that names the run.
///
/// The lock file is created once and never removed. The operating system keeps its lock while the
/// process lives, stopped or not, in whatever container or namespace, and drops it when the process
/// ends. So whoever gets that lock knows that no other run of this machine is at work. What a run
/// that ended has left in the second file is then void, unless it may have run on another machine
/// that shares the directory: such a lock is removed by hand.
///
/// The operating system's lock is what keeps two runs apart. The nonce of the second file guards
/// against mistakes: a run whose lock file was removed or whose lock was taken away stops writing.
final class StateLock {

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(25);
  private static final String UNKNOWN = "A run that has not named itself";

  private final Path directory;
  private final Path file;
  private final Path holderFile;
  private final Disk disk;
  private final ProcessIdentity self;
  private final Clock clock;
  private final RandomGenerator random;
  private final Tasks tasks;
  private @Nullable Held held;

  /// @param nonce that the file of the holder names as long as this run holds the lock
  private record Held(LockedFile lock, String nonce) {}

  /// The lock is not this run's any more.
  static final class Lost extends IOException {
    private static final long serialVersionUID = 1;

    Lost(String reason) {
      super(reason);
    }
  }

  /// @param name of the state's file
  StateLock(Path directory, String name, BackendEnvironment environment) {
    this.directory = directory;
    this.file = directory.resolve(name + ".lock");
    this.holderFile = directory.resolve(name + ".holder");
    this.disk = environment.disk();
    this.self = environment.process();
    this.clock = environment.clock();
    this.random = environment.random();
    this.tasks = environment.tasks();
  }

  boolean isHeld() {
    return held != null;
  }

  /// Names this hold of the lock; null when this run does not hold it.
  @Nullable String nonce() {
    return held == null ? null : held.nonce();
  }

  Diagnostics acquire(String operation) {
    try {
      LockedFile lock = tryLock();
      if (lock == null) {
        return locked();
      }
      boolean keep = false;
      try {
        String left = leftBehind();
        LockHolder before = left == null ? null : LockHolder.parse(left);
        if (left != null && !isVoid(before)) {
          return abandoned(before);
        }
        String nonce = new UUID(random.nextLong(), random.nextLong()).toString();
        var mine = new LockHolder(self, operation, clock.instant(), nonce);
        new DurableFiles(disk).replace(holderFile, bytes(mine.format()));
        held = new Held(lock, nonce);
        keep = true;
        return before == null ? Diagnostics.none() : takenOver(before);
      } finally {
        if (!keep) {
          lock.unlock();
        }
      }
    } catch (IOException failure) {
      return error(
          "Cannot lock the state",
          "The lock file \"%s\" cannot be written: %s.".formatted(file, failure));
    }
  }

  /// Null when another run holds it. Whoever only looks whether the lock is free holds it for an
  /// instant, so one refusal proves nothing.
  private @Nullable LockedFile tryLock() throws IOException {
    if (disk.isSymbolicLink(file)) {
      throw new IOException("it is a symbolic link");
    }
    for (int attempt = 1; ; attempt++) {
      LockedFile lock = disk.tryLock(file);
      if (lock != null || attempt == ATTEMPTS) {
        return lock;
      }
      pause();
    }
  }

  private void pause() {
    try {
      tasks.pause(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What names the holder; null when nobody does.
  private @Nullable String leftBehind() throws IOException {
    try {
      return new String(disk.read(holderFile), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Whether a run that is named there has ended for certain, now that the lock is free.
  private boolean isVoid(@Nullable LockHolder holder) {
    return holder != null && (self.sharesBoot(holder.process()) || disk.isLocal(directory));
  }

  /// Checks that this run still holds the lock.
  ///
  /// @throws Lost when it does not
  void verify() throws IOException {
    Held now = held;
    if (now == null) {
      throw new Lost("this run does not hold the lock");
    }
    if (!now.lock().isInPlace()) {
      throw new Lost("the lock file \"%s\" was removed or replaced".formatted(file));
    }
    String text = leftBehind();
    LockHolder holder = text == null ? null : LockHolder.parse(text);
    if (holder == null || !holder.nonce().equals(now.nonce())) {
      throw new Lost(
          holder == null
              ? "the lock was removed by hand"
              : "%s holds the lock now".formatted(holder.display()));
    }
  }

  /// Who else may be changing the state now; null when it is certain that nobody is.
  @Nullable String otherHolder() {
    if (held != null) {
      return null;
    }
    try {
      boolean free = isFree();
      String text = leftBehind();
      LockHolder holder = text == null ? null : LockHolder.parse(text);
      return free && (text == null || isVoid(holder)) ? null : display(holder);
    } catch (IOException _) {
      return UNKNOWN;
    }
  }

  /// Whether no process of this machine holds the lock. Creates no file.
  private boolean isFree() throws IOException {
    if (!disk.exists(file)) {
      return true;
    }
    LockedFile lock = tryLock();
    if (lock == null) {
      return false;
    }
    lock.unlock();
    return true;
  }

  /// Removes the lock of a run that has ended or that runs on another machine.
  Diagnostics takeAway() {
    try {
      LockedFile lock = tryLock();
      if (lock == null) {
        return error(
            "Lock is in use",
            "The run that holds the lock is alive on this machine, perhaps stopped. End it first:"
                + " with Ctrl-C where it runs, or by its process number.");
      }
      try {
        disk.delete(holderFile);
      } finally {
        lock.unlock();
      }
      return Diagnostics.none();
    } catch (IOException failure) {
      return error(
          "Cannot remove the lock", "\"%s\" cannot be removed: %s.".formatted(holderFile, failure));
    }
  }

  Diagnostics release() {
    Held now = held;
    if (now == null) {
      return Diagnostics.none();
    }
    try {
      try {
        verify();
        disk.delete(holderFile);
      } finally {
        held = null;
        now.lock().unlock();
      }
      return Diagnostics.none();
    } catch (Lost _) {
      // Whose lock it is now is not this run's to change.
      return Diagnostics.none();
    } catch (IOException failure) {
      return Diagnostics.of(
          Diagnostic.warning(
              "Lock was left behind",
              "\"%s\" cannot be removed: %s. The next run takes the lock over."
                  .formatted(holderFile, failure),
              null));
    }
  }

  private Diagnostics locked() throws IOException {
    String text = leftBehind();
    return error(
        "State is locked",
        "%s holds the lock of the state. Wait until it ends."
            .formatted(display(text == null ? null : LockHolder.parse(text))));
  }

  private Diagnostics abandoned(@Nullable LockHolder holder) {
    return error(
        "State is locked",
        "%s holds the lock of the state, and it may run on another machine that shares this directory. Wait until it ends. If you are certain that it no longer runs, remove its lock:\n\n    esform force-unlock\n"
            .formatted(display(holder)));
  }

  private static String display(@Nullable LockHolder holder) {
    return holder == null ? UNKNOWN : holder.display();
  }

  private static Diagnostics takenOver(LockHolder holder) {
    return Diagnostics.of(
        Diagnostic.warning(
            "Stale lock taken over",
            holder.display() + " held the lock of the state and ended without releasing it.",
            null));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Diagnostics error(String summary, String detail) {
    return Diagnostics.of(Diagnostic.error(summary, detail));
  }
}
