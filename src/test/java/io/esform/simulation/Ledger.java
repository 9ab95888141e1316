package io.esform.simulation;

import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Watches every write of states and journals, and checks the rules that hold at any time: only the
/// holder of the lock writes, serials have no gaps, and no secret is in clear.
final class Ledger {

  static final String STATE = "esform.state";

  /// Secrets are texts of these characters, which nothing else contains in a row.
  static final String SECRET_CHARACTERS = "~^`|";

  private static final Pattern SECRET = Pattern.compile("[~^`|]{12}");

  /// The processes whose lock object another one has taken over completely.
  private final Set<SimulatedProcess> overtaken = new HashSet<>();

  /// The last process that has taken the lock object; null before that.
  private @Nullable SimulatedProcess holder;

  /// Whether the lock object names earlier holders that may still write the state. Its holder has
  /// to rewrite the state before it works; it could not read it when it took the lock.
  private boolean mustFence;

  private final Scheduler scheduler;

  /// The serial of the last save that a run has reported as successful.
  private long acknowledged;

  Ledger(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  private void check(boolean holds, String rule) {
    if (!holds) {
      scheduler.fail(new AssertionError(rule));
    }
  }

  long acknowledged() {
    return acknowledged;
  }

  void acknowledge(long serial) {
    acknowledged = Math.max(acknowledged, serial);
  }

  /// The attempt of this process to get the lock has succeeded. It may have lost it already.
  void noteLocked(SimulatedProcess process, Iterable<SimulatedProcess> all) {
    if (process.equals(holder) && !mustFence) {
      all.forEach(overtaken::add);
      overtaken.remove(process);
    }
  }

  /// Checks the content of a write.
  void noteBytes(String place, byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    check(!SECRET.matcher(text).find(), "a secret is in clear in " + place);
  }

  /// Checks a write of a file, before it.
  void noteWrite(SimulatedProcess process, VirtualDisk disk, Path file) {
    if (file.endsWith(STATE + ".journal")) {
      checkLocked(process, disk, file);
    }
  }

  /// Checks the rename of a file, before it.
  void noteRename(SimulatedProcess process, VirtualDisk disk, Path to, byte[] content) {
    if (to.endsWith(STATE)) {
      checkLocked(process, disk, to);
      VirtualDisk.Inode now = disk.find(to);
      checkSerial(
          process,
          new String(content, StandardCharsets.UTF_8),
          now == null ? null : new String(now.content(), StandardCharsets.UTF_8));
    }
  }

  private void checkLocked(SimulatedProcess process, VirtualDisk disk, Path file) {
    VirtualDisk.Inode lock = disk.find(file.resolveSibling(STATE + ".lock"));
    check(
        lock != null && process.equals(lock.locker()),
        process.name() + " writes " + file.getFileName() + " without the lock");
  }

  /// Checks the write of an object, before it.
  ///
  /// @param before its content until now; null for none
  void noteObject(SimulatedProcess process, String key, String content, @Nullable String before) {
    if (key.endsWith(STATE + ".lock")
        && !nonce(content).equals(before == null ? "" : nonce(before))) {
      // A new holder may write the state, in order to end the writes of earlier ones.
      overtaken.remove(process);
      holder = process;
    }
    if (key.endsWith(STATE + ".lock")) {
      mustFence = !line(content, "unsealed: ").equals("unsealed: ");
    }
    if (key.endsWith(STATE)) {
      check(
          !overtaken.contains(process),
          process.name() + " writes the state after another run has taken its lock over");
      checkSerial(process, content, before);
    }
  }

  private static String nonce(String lock) {
    return line(lock, "nonce: ");
  }

  private static String line(String lock, String start) {
    return lock.lines().filter(line -> line.startsWith(start)).findFirst().orElse("");
  }

  private void checkSerial(SimulatedProcess process, String content, @Nullable String before) {
    Header next = StateCodec.header(content);
    Header last = before == null ? null : StateCodec.header(before);
    check(
        next != null && next.serial() == (last == null ? 1 : last.serial() + 1),
        "%s replaces %s by %s".formatted(process.name(), last, next));
    process.note("saves " + next);
  }
}
