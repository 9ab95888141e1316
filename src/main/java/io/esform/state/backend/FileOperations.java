package io.esform.state.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// The few steps on files that keeping a state is made of, so that a test can let each of them
/// fail.
interface FileOperations {

  /// Writes a new file, for its owner only, down to the disk. Replaces a left-over of that name.
  void write(Path file, byte[] content) throws IOException;

  /// Writes at the end of a file that is there, down to the disk.
  void append(Path file, byte[] content) throws IOException;

  /// Gives a file a second name, in place of a left-over of that name.
  void link(Path existing, Path name) throws IOException;

  /// Does nothing when the file is not there.
  void delete(Path file) throws IOException;

  /// Renames, replacing the target in one step.
  void move(Path from, Path to) throws IOException;

  /// Makes the names in a directory last.
  void syncDirectory(Path directory) throws IOException;

  /// The real ones.
  static FileOperations real() {
    return new FileOperations() {
      private static final Set<PosixFilePermission> OWNER_ONLY =
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

      @Override
      public void write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly)) {
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
      public void append(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
          write(channel, content);
        }
      }

      @Override
      public void link(Path existing, Path name) throws IOException {
        Files.deleteIfExists(name);
        try {
          Files.createLink(name, existing);
        } catch (UnsupportedOperationException | FileSystemException _) {
          // Not every file system has a second name for a file.
          write(name, Files.readAllBytes(existing));
        }
      }

      @Override
      public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
      }

      @Override
      public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    };
  }
}
