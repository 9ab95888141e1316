package io.esform.state.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Writes files atomically: after a crash, a file is complete or absent. Only the owner can read
/// them.
///
/// A file is written under a temporary name, `.NAME.RANDOM.new` beside it, flushed and renamed;
/// then the directory is flushed. The next write of the same file removes temporary files that a
/// crash has left. Several processes can write the same file at the same time: the last one wins.
public record DurableFiles(Disk disk) {

  private static final int ATTEMPTS = 100;

  /// A condition that is checked immediately before a rename.
  public interface Condition {
    /// @throws IOException if it does not hold; nothing is renamed then
    void check() throws IOException;
  }

  /// Replaces the file.
  public void replace(Path file, byte[] content) throws IOException {
    replace(file, content, () -> {});
  }

  /// Replaces the file, if a condition holds immediately before the rename.
  public void replace(Path file, byte[] content, Condition condition) throws IOException {
    removeLeftOvers(file);
    withTemporary(
        file,
        fresh -> {
          disk.create(fresh, content);
          condition.check();
          disk.move(fresh, file);
        });
    disk.syncDirectory(parent(file));
  }

  /// Gives an existing file a second name in place of another file, if a condition holds, and
  /// flushes the directory of that name.
  public void replaceByLink(Path existing, Path file, Condition condition) throws IOException {
    removeLeftOvers(file);
    if (!isSame(existing, file)) {
      // A rename between two hard links of the same file would do nothing.
      withTemporary(
          file,
          fresh -> {
            disk.link(existing, fresh);
            condition.check();
            disk.move(fresh, file);
          });
    }
    disk.syncDirectory(parent(file));
  }

  private boolean isSame(Path one, Path other) throws IOException {
    Disk.FileStatus first = disk.status(one);
    Disk.FileStatus second = disk.status(other);
    return first != null
        && second != null
        && first.identity() != null
        && first.identity().equals(second.identity());
  }

  /// Creates the file unless it exists, and flushes its directory; a reader never sees a partial
  /// file.
  public void createOnce(Path file, byte[] content) throws IOException {
    if (!disk.exists(file)) {
      withTemporary(
          file,
          fresh -> {
            disk.create(fresh, content);
            try {
              disk.link(fresh, file);
            } catch (FileAlreadyExistsException _) {
              // Another run was first.
            }
            disk.syncDirectory(parent(file));
            disk.delete(fresh);
          });
    }
    if (!leftOvers(file).isEmpty()) {
      // The run that created the file was interrupted, perhaps before it flushed the directory.
      disk.syncDirectory(parent(file));
      removeLeftOvers(file);
    }
  }

  /// Creates a directory and its missing parents, and flushes every new entry.
  public void createDirectories(Path directory) throws IOException {
    List<Path> missing = new ArrayList<>();
    Path each = directory.toAbsolutePath().normalize();
    while (each != null && !disk.isDirectory(each)) {
      missing.addFirst(each);
      each = each.getParent();
    }
    for (Path next : missing) {
      disk.createDirectory(next);
      disk.syncDirectory(parent(next));
    }
  }

  /// Removes temporary files of interrupted writes of this file.
  public void removeLeftOvers(Path file) throws IOException {
    for (Path leftOver : leftOvers(file)) {
      disk.delete(leftOver);
    }
  }

  /// Removes temporary files of interrupted writes of all files in a directory.
  public void removeAllLeftOvers(Path directory) throws IOException {
    try {
      for (Path each : disk.list(directory)) {
        if (each.getFileName().toString().matches("\\..+\\.[0-9a-f]{16}\\.new")) {
          disk.delete(each);
        }
      }
    } catch (NoSuchFileException _) {
      // Nothing was written.
    }
  }

  private List<Path> leftOvers(Path file) throws IOException {
    Pattern pattern =
        Pattern.compile(Pattern.quote("." + file.getFileName() + ".") + "[0-9a-f]{16}\\.new");
    try {
      return disk.list(parent(file)).stream()
          .filter(path -> pattern.matcher(path.getFileName().toString()).matches())
          .toList();
    } catch (AccessDeniedException _) {
      // A directory that cannot be listed, such as one of mounted secrets, is not written to.
      return List.of();
    }
  }

  private interface FileOperation {
    void run(Path temporary) throws IOException;
  }

  /// Repeats the work if another process that writes the same file has removed the temporary file
  /// as left over.
  private void withTemporary(Path file, FileOperation work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path fresh = temporary(file);
      try {
        work.run(fresh);
        return;
      } catch (NoSuchFileException failure) {
        if (attempt == ATTEMPTS || !disk.isDirectory(parent(file))) {
          throw failure;
        }
      } catch (IOException failure) {
        discard(fresh, failure);
        throw failure;
      }
    }
  }

  private void discard(Path temporary, IOException failure) {
    try {
      disk.delete(temporary);
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }

  private Path temporary(Path file) throws IOException {
    return parent(file).resolve("." + file.getFileName() + "." + disk.uniqueSuffix() + ".new");
  }

  private static Path parent(Path file) throws IOException {
    if (file.getFileName() == null) {
      throw new IOException("it is a directory");
    }
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }
}
