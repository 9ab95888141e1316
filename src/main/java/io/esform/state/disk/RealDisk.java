package io.esform.state.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The disks of this machine.
final class RealDisk implements Disk {

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /// File systems that only one machine mounts at a time, by their names on Linux and macOS.
  private static final Set<String> LOCAL_TYPES =
      Set.of(
          "apfs",
          "bcachefs",
          "btrfs",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "hfs",
          "jfs",
          "overlay",
          "ramfs",
          "reiserfs",
          "tmpfs",
          "xfs",
          "zfs");

  static void createEmpty(Path file) throws IOException {
    FileChannel.open(file, NEW, OWNER_ONLY).close();
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public byte[] readStart(Path file, int most) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(most);
    }
  }

  @Override
  public @Nullable FileStatus status(Path file) throws IOException {
    try {
      PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
      return status(found, found.permissions());
    } catch (NoSuchFileException _) {
      return null;
    } catch (UnsupportedOperationException _) {
      return Files.exists(file)
          ? status(Files.readAttributes(file, BasicFileAttributes.class), null)
          : null;
    }
  }

  private static FileStatus status(
      BasicFileAttributes found, @Nullable Set<PosixFilePermission> permissions) {
    return new FileStatus(
        found.isDirectory(),
        found.size(),
        found.lastModifiedTime().toInstant(),
        found.fileKey(),
        permissions);
  }

  @Override
  public @Nullable String otherOwner(Path file) throws IOException {
    return FileOwners.otherOwner(file);
  }

  @Override
  public boolean isSymbolicLink(Path file) {
    return Files.isSymbolicLink(file);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      List<Path> paths = new ArrayList<>();
      found.forEach(paths::add);
      return paths;
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public String uniqueSuffix() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, OWNER_ONLY)) {
      write(channel, content);
    }
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
      write(channel, content);
    }
  }

  private static void write(FileChannel channel, byte[] content) throws IOException {
    var remaining = ByteBuffer.wrap(content);
    while (remaining.hasRemaining()) {
      channel.write(remaining);
    }
    channel.force(true);
  }

  @Override
  public void link(Path existing, Path name) throws IOException {
    try {
      Files.createLink(name, existing);
    } catch (FileAlreadyExistsException | NoSuchFileException certain) {
      throw certain;
    } catch (UnsupportedOperationException | FileSystemException _) {
      create(name, read(existing));
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public @Nullable LockedFile tryLock(Path file) throws IOException {
    return LockedFiles.tryLock(file);
  }

  @Override
  public boolean isLocal(Path directory) {
    try {
      return LOCAL_TYPES.contains(Files.getFileStore(directory).type());
    } catch (IOException _) {
      return false;
    }
  }
}
