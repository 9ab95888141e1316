package io.esform.state.disk;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The operations on files that durable files are built of. Safe for several threads.
///
/// No operation follows a symbolic link at the end of the path of a file that it writes.
public interface Disk {

  /// The whole content.
  ///
  /// @throws java.nio.file.NoSuchFileException when the file does not exist
  byte[] read(Path file) throws IOException;

  /// The first bytes of the content, all of it when it is shorter.
  ///
  /// @throws java.nio.file.NoSuchFileException when the file does not exist
  byte[] readStart(Path file, int most) throws IOException;

  /// Writes and flushes a new file that only its owner can read.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
  void create(Path file, byte[] content) throws IOException;

  /// Writes at the end of an existing file, and flushes it.
  void append(Path file, byte[] content) throws IOException;

  /// Gives a file a second name; on a file system without hard links, copies it.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when the name is taken
  void link(Path existing, Path name) throws IOException;

  /// Renames a file or directory. Replaces an existing file in one step.
  void move(Path from, Path to) throws IOException;

  /// Removes a file or an empty directory. Does nothing when it does not exist.
  void delete(Path file) throws IOException;

  /// Creates a directory. Does nothing when it exists.
  void createDirectory(Path directory) throws IOException;

  /// Flushes the names in a directory.
  void syncDirectory(Path directory) throws IOException;

  /// Locks a file with the operating system, and creates it first if it does not exist. Null when
  /// this or another process holds the lock.
  @Nullable LockedFile tryLock(Path file) throws IOException;

  /// Whether the file system of this directory belongs to this machine alone, so that a lock of its
  /// operating system is seen by whoever can write there.
  boolean isLocal(Path directory);

  /// The disks of this machine.
  static Disk real() {
    return new RealDisk();
  }
}
