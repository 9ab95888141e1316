package io.esform.testing;

import io.esform.state.disk.Disk;
import io.esform.state.disk.LockedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The disks of this machine, for subclasses that change some operations.
public class DelegatingDisk implements Disk {

  private final Disk real = Disk.real();

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public byte[] readStart(Path file, int most) throws IOException {
    return real.readStart(file, most);
  }

  @Override
  public @Nullable FileStatus status(Path file) throws IOException {
    return real.status(file);
  }

  @Override
  public @Nullable String otherOwner(Path file) throws IOException {
    return real.otherOwner(file);
  }

  @Override
  public boolean isSymbolicLink(Path file) {
    return real.isSymbolicLink(file);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return real.list(directory);
  }

  @Override
  public String uniqueSuffix() {
    return real.uniqueSuffix();
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    real.create(file, content);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    real.append(file, content);
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    real.link(existing, name);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    real.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    real.createDirectory(directory);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    real.syncDirectory(directory);
  }

  @Override
  public @Nullable LockedFile tryLock(Path file) throws IOException {
    return real.tryLock(file);
  }

  @Override
  public boolean isLocal(Path directory) {
    return real.isLocal(directory);
  }
}
