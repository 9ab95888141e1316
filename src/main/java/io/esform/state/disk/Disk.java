package io.esform.state.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operations on files that states, keys and locks need. Thread-safe.
///
/// No write follows a symbolic link as the last element of its path.
public interface Disk {

  /// The whole content.
  ///
  /// @throws java.nio.file.NoSuchFileException when the file does not exist
  byte[] read(Path file) throws IOException;

  /// The first bytes of the content; the whole content if it is shorter.
  ///
  /// @throws java.nio.file.NoSuchFileException when the file does not exist
  byte[] readStart(Path file, int most) throws IOException;

  /// The status of the file or directory at this path, with symbolic links followed; null for none.
  @Nullable FileStatus status(Path file) throws IOException;

  /// Metadata of a file or directory.
  ///
  /// @param size in bytes
  /// @param modified the time of the last write
  /// @param identity equal for two names of one file; null where files have none
  /// @param permissions null where files have none
  record FileStatus(
      boolean isDirectory,
      long size,
      Instant modified,
      @Nullable Object identity,
      @Nullable Set<PosixFilePermission> permissions) {}

  /// The name of the owner of a file, if that is neither the user of this process nor root, and
  /// this process does not run as root. Null otherwise, and where files have no owners.
  @Nullable String otherOwner(Path file) throws IOException;

  default boolean exists(Path file) throws IOException {
    return status(file) != null;
  }

  default boolean isDirectory(Path file) throws IOException {
    FileStatus found = status(file);
    return found != null && found.isDirectory();
  }

  /// Whether the path itself is a symbolic link, with any or no target.
  boolean isSymbolicLink(Path file);

  /// The paths of a directory's entries, in any order.
  ///
  /// @throws java.nio.file.NoSuchFileException when the directory does not exist
  /// @throws java.nio.file.NotDirectoryException when it is a file
  List<Path> list(Path directory) throws IOException;

  /// Sixteen hexadecimal digits for the name of a temporary file, different at each call.
  String uniqueSuffix();

  /// Writes and flushes a new file that only its owner can read.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
  void create(Path file, byte[] content) throws IOException;

  /// Appends to an existing file and flushes it.
  void append(Path file, byte[] content) throws IOException;

  /// Gives a file a second name; on a file system without hard links, copies it.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
  void link(Path existing, Path name) throws IOException;

  /// Renames a file or directory. Replaces an existing file in one step.
  void move(Path from, Path to) throws IOException;

  /// Removes a file or an empty directory. Does nothing if it does not exist.
  void delete(Path file) throws IOException;

  /// Creates a directory. Does nothing if it exists.
  void createDirectory(Path directory) throws IOException;

  /// Flushes the entries of a directory.
  void syncDirectory(Path directory) throws IOException;

  /// Locks a file with the operating system, and creates it first if it does not exist. Null if
  /// this or another process holds the lock.
  @Nullable LockedFile tryLock(Path file) throws IOException;

  /// Whether only this machine can mount the file system of this directory, so that all its writers
  /// see locks of this operating system.
  boolean isLocal(Path directory);

  /// The disks of this machine.
  static Disk real() {
    return new RealDisk();
  }
}
