package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A lock that is a file naming its holder.
///
/// The file is made exclusively, and while it is held its bytes are locked with the operating
/// system, which lets go when the process ends, however it ends. So a file whose bytes can be
/// locked was left behind; it is taken over when the process it names ran on this machine and is
/// gone.
final class LockFile {

  private static final int ATTEMPTS = 20;
  private static final String UNKNOWN = "A run that did not say who it is";

  private final Path file;
  private final ProcessIdentity self;
  private final Clock clock;
  private @Nullable FileChannel channel;

  LockFile(Path file, ProcessIdentity self, Clock clock) {
    this.file = file;
    this.self = self;
    this.clock = clock;
  }

  boolean isHeld() {
    return channel != null;
  }

  /// Who else may be changing the state now; null when it is certain that nobody is.
  @Nullable String otherHolder() {
    try {
      LockHolder holder = LockHolder.parse(Files.readString(file));
      if (channel != null || (holder != null && self.isGone(holder.process()))) {
        return null;
      }
      return holder == null ? UNKNOWN : holder.display();
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException _) {
      return UNKNOWN;
    }
  }

  Diagnostics acquire(String operation) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        @Nullable Diagnostics answer = attempt(operation);
        if (answer != null) {
          return answer;
        }
      }
      return error("State lock is contended", "Other runs keep taking the lock. Try again.");
    } catch (IOException failure) {
      return error(
          "State lock cannot be made",
          "The lock file \"%s\" cannot be written: %s.".formatted(file, failure));
    }
  }

  /// Null when the file went away under the hand and the next attempt may work.
  private @Nullable Diagnostics attempt(String operation) throws IOException {
    FileChannel opened =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean keep = false;
    try {
      @Nullable FileLock lock = tryLock(opened);
      String text = read(opened);
      @Nullable LockHolder holder = LockHolder.parse(text);
      if (lock == null) {
        return held(holder);
      }
      boolean leftBehind = !text.isBlank();
      if (leftBehind && (holder == null || !self.isGone(holder.process()))) {
        return held(holder);
      }
      var mine = new LockHolder(self, operation, Instant.now(clock));
      write(opened, mine.format());
      if (!stillThere(mine)) {
        return null;
      }
      keep = true;
      channel = opened;
      return leftBehind && holder != null ? takenOver(holder) : Diagnostics.none();
    } finally {
      if (!keep) {
        opened.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel opened) throws IOException {
    try {
      return opened.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static String read(FileChannel opened) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.min(opened.size(), 4096));
    opened.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static void write(FileChannel opened, String text) throws IOException {
    opened.truncate(0);
    opened.write(StandardCharsets.UTF_8.encode(text), 0);
    opened.force(true);
  }

  /// The holder before may have removed the name between opening and locking.
  private boolean stillThere(LockHolder mine) throws IOException {
    try {
      return mine.equals(LockHolder.parse(Files.readString(file)));
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /// Removes the file of a holder that no longer locks its bytes.
  Diagnostics takeAway() {
    try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (tryLock(opened) == null) {
        return error(
            "Lock is in use",
            "The run that holds the lock is at work on this machine. End it first: with a Ctrl-C where it runs, or by its process number.");
      }
      Files.deleteIfExists(file);
      return Diagnostics.none();
    } catch (NoSuchFileException _) {
      return Diagnostics.none();
    } catch (IOException failure) {
      return error(
          "State lock cannot be removed",
          "The lock file \"%s\" cannot be removed: %s.".formatted(file, failure));
    }
  }

  Diagnostics release() {
    FileChannel held = channel;
    if (held == null) {
      return Diagnostics.none();
    }
    channel = null;
    try (held) {
      Files.deleteIfExists(file);
      return Diagnostics.none();
    } catch (IOException failure) {
      return Diagnostics.of(
          Diagnostic.warning(
              "State lock was left behind",
              "The lock file \"%s\" cannot be removed: %s. The next run takes it over."
                  .formatted(file, failure),
              null));
    }
  }

  private Diagnostics held(@Nullable LockHolder holder) {
    String who = holder == null ? UNKNOWN : holder.display();
    return error(
        "State is locked",
        "%s holds the state. Wait until it ends. If you are certain that it no longer runs, take the lock away from it:\n\n    esform force-unlock\n"
            .formatted(who));
  }

  private static Diagnostics takenOver(LockHolder holder) {
    return Diagnostics.of(
        Diagnostic.warning(
            "Stale state lock taken over",
            holder.display() + " held the state and ended without giving it back.",
            null));
  }

  private static Diagnostics error(String summary, String detail) {
    return Diagnostics.of(Diagnostic.error(summary, detail));
  }
}
