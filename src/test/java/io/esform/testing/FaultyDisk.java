package io.esform.testing;

import io.esform.state.disk.LockedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A disk on which the operation with a given number fails. Thread-safe: all operations have one
/// order.
public final class FaultyDisk extends DelegatingDisk {

  /// The fault of the operation.
  public enum Fault {
    /// The process ends before it.
    HALT_BEFORE,
    /// The process ends during it, after half of the content was written.
    HALT_HALF_WAY,
    /// The process ends after it.
    HALT_AFTER,
    /// It fails and does nothing.
    INPUT_OUTPUT_ERROR,
    /// It and every later write fail; the first writes half of its content.
    DISK_FULL;

    boolean halts() {
      return this == HALT_BEFORE || this == HALT_HALF_WAY || this == HALT_AFTER;
    }
  }

  /// The end of the process. If a test simulates it within its own process, every later operation
  /// throws it too, so that no further write reaches the disk.
  public static final class Halt extends Error {
    private static final long serialVersionUID = 1;

    Halt() {
      super("the process has ended");
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private final Fault fault;
  private final int at;
  private final Runnable ending;
  private final List<LockedFile> locks = new ArrayList<>();
  private int operations;

  private FaultyDisk(Fault fault, int at, Runnable ending) {
    this.fault = fault;
    this.at = at;
    this.ending = ending;
  }

  /// Counts the operations, without a fault.
  public static FaultyDisk counting() {
    return new FaultyDisk(Fault.HALT_BEFORE, Integer.MAX_VALUE, () -> {});
  }

  /// @param at the number of the operation, from 1
  public static FaultyDisk striking(Fault fault, int at) {
    return new FaultyDisk(fault, at, () -> {});
  }

  /// Ends the real process.
  public static FaultyDisk halting(Fault fault, int at) {
    return new FaultyDisk(fault, at, () -> Runtime.getRuntime().halt(137));
  }

  public synchronized int operations() {
    return operations;
  }

  /// Whether the operation was reached.
  public synchronized boolean hasStruck() {
    return operations >= at;
  }

  public synchronized boolean hasHalted() {
    return hasStruck() && fault.halts();
  }

  /// Releases the locks of the ended process, as the operating system does.
  public synchronized void dropLocks() throws IOException {
    for (LockedFile lock : locks) {
      lock.unlock();
    }
    locks.clear();
  }

  /// Reads succeed on a full disk.
  private synchronized void reading(Work work) throws IOException {
    operate(fault == Fault.DISK_FULL, () -> {}, work);
  }

  private synchronized void writing(Work half, Work whole) throws IOException {
    operate(false, half, whole);
  }

  private void operate(boolean spared, Work half, Work whole) throws IOException {
    operations++;
    if (operations > at && fault.halts()) {
      throw end();
    }
    boolean strikes = operations == at || (operations > at && fault == Fault.DISK_FULL);
    if (!strikes || spared) {
      whole.run();
      return;
    }
    switch (fault) {
      case HALT_BEFORE -> throw end();
      case HALT_HALF_WAY -> endAfter(half);
      case HALT_AFTER -> endAfter(whole);
      case INPUT_OUTPUT_ERROR -> throw new IOException("Input/output error");
      case DISK_FULL -> {
        if (operations == at) {
          half.run();
        }
        throw new IOException("No space left on device");
      }
    }
  }

  /// Also after an operation that fails itself, such as the read of a missing file.
  private void endAfter(Work work) {
    try {
      work.run();
    } catch (IOException _) {
      // The process ends, so the error is not reported.
    }
    throw end();
  }

  private Halt end() {
    ending.run();
    return new Halt();
  }

  private static byte[] half(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    var content = new byte[1][];
    reading(() -> content[0] = super.read(file));
    return content[0];
  }

  @Override
  public byte[] readStart(Path file, int most) throws IOException {
    var content = new byte[1][];
    reading(() -> content[0] = super.readStart(file, most));
    return content[0];
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    writing(() -> super.create(file, half(content)), () -> super.create(file, content));
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    writing(() -> super.append(file, half(content)), () -> super.append(file, content));
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    writing(() -> {}, () -> super.link(existing, name));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    writing(() -> {}, () -> super.move(from, to));
  }

  /// Succeeds on a full disk.
  @Override
  public void delete(Path file) throws IOException {
    reading(() -> super.delete(file));
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    writing(() -> {}, () -> super.createDirectory(directory));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    writing(() -> {}, () -> super.syncDirectory(directory));
  }

  @Override
  public @Nullable LockedFile tryLock(Path file) throws IOException {
    List<LockedFile> taken = new ArrayList<>();
    writing(
        () -> {},
        () -> {
          LockedFile lock = super.tryLock(file);
          if (lock != null) {
            locks.add(lock);
            taken.add(lock);
          }
        });
    return taken.isEmpty() ? null : taken.getFirst();
  }
}
