package io.esform.state.backend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// The few steps on files that a save is made of, so that a test can let each of them fail.
interface FileOperations {

  /// Writes a new file, for its owner only, down to the disk. Replaces a left-over of that name.
  void write(Path file, byte[] content) throws IOException;

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
          var remaining = ByteBuffer.wrap(content);
          while (remaining.hasRemaining()) {
            channel.write(remaining);
          }
          channel.force(true);
        }
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
