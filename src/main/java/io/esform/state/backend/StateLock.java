package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import io.esform.state.disk.LockedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The lock of a state: a file that a run locks with the operating system, and a second file that
/// names the run.
///
/// The lock file is created once and never removed. The operating system keeps its lock while the
/// process exists, running or stopped, in any container or namespace, and releases it when the
/// process ends. So no other run of this machine is active while a process holds that lock. A
/// second file from an earlier run is then stale, unless that run may be on another machine that
/// shares the directory: the user has to remove such a lock.
///
/// The operating system's lock excludes other runs. The nonce in the second file protects against
/// mistakes: a run stops writing if its lock file was removed or its lock was taken over.
final class StateLock {

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final Path directory;
  private final Path file;
  private final Path holderFile;
  private final Disk disk;
  private final BackendEnvironment environment;
  private @Nullable Held held;

  /// @param nonce in the holder file as long as this run holds the lock
  private record Held(LockedFile lock, String nonce) {}

  /// This run does not hold the lock any more.
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
    this.environment = environment;
  }

  boolean isHeld() {
    return held != null;
  }

  /// Identifies this acquisition of the lock; null if this run does not hold it.
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
        LockHolder mine = LockHolder.of(environment, operation);
        new DurableFiles(disk).replace(holderFile, bytes(mine.format()));
        held = new Held(lock, mine.nonce());
        keep = true;
        return before == null ? Diagnostics.none() : LockFaults.takenOver(before);
      } finally {
        if (!keep) {
          lock.unlock();
        }
      }
    } catch (IOException failure) {
      return LockFaults.cannotLock(
          "The lock file \"%s\" cannot be written: %s.".formatted(file, failure));
    }
  }

  /// Null if another run holds it. A process that only checks the lock also holds it for an
  /// instant, so a single failure proves nothing.
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
      environment.tasks().pause(PAUSE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The text of the holder file; null if there is none.
  private @Nullable String leftBehind() throws IOException {
    try {
      return new String(disk.read(holderFile), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Whether the named run has certainly ended. Valid only while the operating system's lock is
  /// free or held by this run.
  private boolean isVoid(@Nullable LockHolder holder) {
    return holder != null
        && (environment.process().sharesBoot(holder.process()) || disk.isLocal(directory));
  }

  /// Checks that this run still holds the lock.
  ///
  /// @throws Lost if it does not
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

  /// A run that may be changing the state now; null if there is certainly none, or if it is this
  /// run.
  @Nullable String otherHolder() {
    if (held != null) {
      return null;
    }
    try {
      boolean free = isFree();
      String text = leftBehind();
      LockHolder holder = text == null ? null : LockHolder.parse(text);
      return free && (text == null || isVoid(holder)) ? null : LockFaults.display(holder);
    } catch (IOException _) {
      return LockFaults.UNKNOWN;
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
        return LockFaults.inUse(
            "The run that holds the lock is running or suspended on this machine. End it first,"
                + " with Ctrl-C or by its process id.");
      }
      try {
        disk.delete(holderFile);
      } finally {
        lock.unlock();
      }
      return Diagnostics.none();
    } catch (IOException failure) {
      return LockFaults.cannotRemove(
          "\"%s\" cannot be removed: %s.".formatted(holderFile, failure));
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
      // The lock belongs to another run now and is left unchanged.
      return Diagnostics.none();
    } catch (IOException failure) {
      return LockFaults.leftBehind(
          "\"%s\" cannot be removed: %s.".formatted(holderFile, failure),
          "The next run takes the lock over.");
    }
  }

  private Diagnostics locked() throws IOException {
    String text = leftBehind();
    return LockFaults.locked(LockFaults.display(text == null ? null : LockHolder.parse(text)));
  }

  private static Diagnostics abandoned(@Nullable LockHolder holder) {
    return LockFaults.perhapsStale(
        LockFaults.display(holder), "it may run on another machine that shares this directory");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
