package io.esform.state.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files that this process has locked.
///
/// POSIX drops all locks that a process has on a file as soon as the process closes any descriptor
/// of that file. So a file is opened here only while this process has no lock on it, which needs a
/// table for the whole process.
///
/// The table keeps the channels: one that nothing else refers to would be closed by the garbage
/// collector, which drops the lock and lets the file system give the file's number to another file.
final class LockedFiles {

  private static final int ATTEMPTS = 10;
  private static final Map<Object, FileChannel> LOCKED = new HashMap<>();

  private LockedFiles() {}

  /// Null when this or another process holds the lock.
  static @Nullable LockedFile tryLock(Path file) throws IOException {
    synchronized (LOCKED) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Object identity = identityOrCreate(file);
        if (LOCKED.containsKey(identity)) {
          return null;
        }
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean locked = false;
        try {
          if (channel.tryLock() == null) {
            return null;
          }
          // The name may refer to another file since the first check.
          locked = identity.equals(identity(file));
          if (locked) {
            LOCKED.put(identity, channel);
            return new Held(file, identity, channel);
          }
        } finally {
          if (!locked) {
            channel.close();
          }
        }
      }
    }
    throw new IOException("another process keeps replacing it");
  }

  private static Object identityOrCreate(Path file) throws IOException {
    Object identity = identity(file);
    if (identity != null) {
      return identity;
    }
    try {
      RealDisk.createEmpty(file);
    } catch (FileAlreadyExistsException _) {
      // Another run has created the file.
    }
    identity = identity(file);
    if (identity == null) {
      throw new NoSuchFileException(file.toString());
    }
    return identity;
  }

  /// The identity of the file at that path, without opening it; null for none.
  private static @Nullable Object identity(Path file) throws IOException {
    try {
      Object key =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      return key == null ? file.toAbsolutePath().normalize() : key;
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private record Held(Path file, Object identity, FileChannel channel) implements LockedFile {

    @Override
    public boolean isInPlace() throws IOException {
      return identity.equals(LockedFiles.identity(file));
    }

    @Override
    public void unlock() throws IOException {
      synchronized (LOCKED) {
        LOCKED.remove(identity);
        channel.close();
      }
    }
  }
}
