package io.esform.simulation;

import io.esform.simulation.VirtualDisk.Inode;
import io.esform.state.disk.Disk;
import io.esform.state.disk.LockedFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A virtual disk as one process uses it. Every operation is a step of the process, and a write is
/// several. One operation in some number fails.
class ProcessDisk implements Disk {

  private final VirtualDisk disk;
  private final SimulatedProcess process;
  private final Random random;
  private final Faults faults;
  private final Ledger ledger;

  ProcessDisk(
      VirtualDisk disk, SimulatedProcess process, Random random, Faults faults, Ledger ledger) {
    this.disk = disk;
    this.process = process;
    this.random = random;
    this.faults = faults;
    this.ledger = ledger;
  }

  private void read(String operation, Path file) throws IOException {
    step(operation, file);
    if (faults.strikes(Faults.Kind.DISK_READ)) {
      throw new IOException("Input/output error");
    }
  }

  private void write(String operation, Path file) throws IOException {
    step(operation, file);
    if (faults.strikes(Faults.Kind.DISK)) {
      throw failed();
    }
  }

  private IOException failed() {
    return new IOException(random.nextBoolean() ? "No space left on device" : "Input/output error");
  }

  /// Operations on the key file are no steps: a monitor of the process is held during them.
  private void step(String operation, Path file) {
    if (!file.toString().contains(".key")) {
      process.step(operation + " " + file.getFileName());
    }
  }

  private Inode existing(Path file) throws IOException {
    Inode found = disk.find(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    read("reads", file);
    return existing(file).content().clone();
  }

  @Override
  public byte[] readStart(Path file, int most) throws IOException {
    byte[] whole = read(file);
    return Arrays.copyOf(whole, Math.min(most, whole.length));
  }

  @Override
  public @Nullable FileStatus status(Path file) {
    if (disk.directories().contains(file)) {
      return new FileStatus(true, 0, Instant.EPOCH, file, null);
    }
    Inode found = disk.find(file);
    return found == null
        ? null
        : new FileStatus(false, found.content().length, Instant.EPOCH, found, null);
  }

  @Override
  public @Nullable String otherOwner(Path file) {
    return null;
  }

  @Override
  public boolean isSymbolicLink(Path file) {
    return false;
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    if (!disk.directories().contains(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    return disk.names().keySet().stream()
        .filter(each -> directory.equals(each.getParent()))
        .toList();
  }

  @Override
  public String uniqueSuffix() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    write("creates", file);
    if (disk.find(file) != null || disk.directories().contains(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    var inode = new Inode();
    disk.name(file, inode);
    write(file, inode, content, true);
  }

  /// Creates or appends without a flush.
  void writeUnflushed(Path file, byte[] content) throws IOException {
    write("writes", file);
    Inode found = disk.find(file);
    var inode = found == null ? new Inode() : found;
    if (found == null) {
      disk.name(file, inode);
    }
    write(file, inode, content, false);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    write("appends to", file);
    write(file, existing(file), content, true);
  }

  private void write(Path file, Inode inode, byte[] added, boolean flushes) throws IOException {
    ledger.noteBytes(file.toString(), added);
    ledger.noteWrite(process, disk, file);
    byte[] before = inode.content();
    byte[] whole = Arrays.copyOf(before, before.length + added.length);
    System.arraycopy(added, 0, whole, before.length, added.length);
    inode.write(Arrays.copyOf(whole, before.length + random.nextInt(added.length + 1)));
    write("writes half of", file);
    inode.write(whole);
    step("flushes", file);
    if (flushes && faults.strikes(Faults.Kind.DISK)) {
      throw failed();
    }
    if (flushes) {
      inode.flush();
    }
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    write("links", name);
    if (disk.find(name) != null) {
      throw new FileAlreadyExistsException(name.toString());
    }
    disk.name(name, existing(existing));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    write("renames to", to);
    Inode moved = existing(from);
    ledger.noteRename(process, disk, to, moved.content());
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    write("deletes", file);
    if (disk.find(file) != null) {
      disk.remove(file);
    }
  }

  @Override
  public void createDirectory(Path directory) {
    disk.directories().add(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    write("flushes", directory);
    disk.flush(directory);
  }

  @Override
  public @Nullable LockedFile tryLock(Path file) throws IOException {
    write("locks", file);
    Inode found = disk.find(file);
    if (found == null) {
      found = new Inode();
      disk.name(file, found);
    }
    if (found.locker() != null) {
      return null;
    }
    found.lock(process);
    return new Lock(file, found);
  }

  @Override
  public boolean isLocal(Path directory) {
    return true;
  }

  private final class Lock implements LockedFile {
    private final Path file;
    private final Inode inode;

    Lock(Path file, Inode inode) {
      this.file = file;
      this.inode = inode;
    }

    @Override
    public boolean isInPlace() {
      return inode.equals(disk.find(file));
    }

    @Override
    public void unlock() {
      process.step("unlocks " + file.getFileName());
      if (inode.locker() == process) {
        inode.lock(null);
      }
    }
  }
}
