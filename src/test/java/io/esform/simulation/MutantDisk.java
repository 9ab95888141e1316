package io.esform.simulation;

import io.esform.state.disk.LockedFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The disk of a process, with a fault.
final class MutantDisk extends ProcessDisk {

  private final Mutant mutant;
  private final VirtualDisk disk;
  private final World world;

  MutantDisk(Mutant mutant, World world, SimulatedProcess process) {
    super(world.disk(), process, world.scheduler().random(), world.faults(), world.ledger());
    this.mutant = mutant;
    this.world = world;
    this.disk = world.disk();
  }

  @Override
  public byte[] read(Path file) throws IOException {
    byte[] now = super.read(file);
    boolean isStale =
        mutant == Mutant.STALE_STATE
            && file.endsWith(Ledger.STATE)
            && world.scheduler().random().nextInt(4) == 0;
    VirtualDisk.Inode backup = disk.find(file.resolveSibling(Ledger.STATE + ".backup"));
    return isStale && backup != null ? backup.content() : now;
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    if (mutant != Mutant.NO_FILE_SYNC) {
      super.create(file, content);
    } else if (disk.find(file) != null) {
      throw new FileAlreadyExistsException(file.toString());
    } else {
      writeUnflushed(file, content);
    }
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    if (mutant == Mutant.NO_FILE_SYNC) {
      writeUnflushed(file, content);
    } else {
      super.append(file, content);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    if (mutant == Mutant.JOURNAL_REMOVED_FIRST && to.endsWith(Ledger.STATE)) {
      delete(to.resolveSibling(Ledger.STATE + ".journal"));
    }
    if (mutant == Mutant.SAVE_IN_PLACE && to.endsWith(Ledger.STATE)) {
      byte[] content = super.read(from);
      delete(to);
      create(to, content);
      delete(from);
    } else {
      super.move(from, to);
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (mutant != Mutant.NO_DIRECTORY_SYNC) {
      super.syncDirectory(directory);
    }
  }

  @Override
  public @Nullable LockedFile tryLock(Path file) throws IOException {
    VirtualDisk.Inode found = disk.find(file);
    if (mutant == Mutant.LOCK_IGNORED && found != null) {
      found.lock(null);
    }
    return super.tryLock(file);
  }
}
