package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The file of a state, and its backup: the state before the first save of the run.
final class StateFile {

  private static final int START_BYTES = 4096;

  private final Path file;
  private final Path backup;
  private final DurableFiles files;
  private boolean backedUp;

  /// The first bytes of the file when it was last read; null if it did not exist.
  private byte @Nullable [] start;

  StateFile(Path directory, String name, DurableFiles files) {
    this.file = directory.resolve(name);
    this.backup = directory.resolve(name + ".backup");
    this.files = files;
  }

  Path path() {
    return file;
  }

  /// The whole text; null if the file does not exist.
  ///
  /// @throws IOException also if the file is not UTF-8 or is a symbolic link
  @Nullable String read() throws IOException {
    if (files.disk().isSymbolicLink(file)) {
      // A save would replace the link and not change its target.
      throw new IOException(
          "it is a symbolic link, which a save would replace. Name the directory of the real file"
              + " instead: backend \"local\" { path = \"…/esform.state\" }");
    }
    start = null;
    try {
      byte[] content = files.disk().read(file);
      start = Arrays.copyOf(content, Math.min(content.length, START_BYTES));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Whether the first bytes of the file are the same as at the last {@link #read}. They contain
  /// serial and checksum, which every save changes.
  boolean isAsRead() throws IOException {
    try {
      return Arrays.equals(start, files.disk().readStart(file, START_BYTES));
    } catch (NoSuchFileException _) {
      return start == null;
    }
  }

  /// Replaces the state. At the first call, the replaced file becomes the backup.
  ///
  /// @param condition checked before every rename
  void replace(String text, DurableFiles.Condition condition) throws IOException {
    if (!backedUp && files.disk().exists(file)) {
      files.replaceByLink(file, backup, condition);
    }
    files.replace(file, text.getBytes(StandardCharsets.UTF_8), condition);
    backedUp = true;
  }

  /// Removes temporary files of interrupted saves.
  void removeLeftOvers() throws IOException {
    files.removeLeftOvers(file);
    files.removeLeftOvers(backup);
  }

  /// The advice to restore a valid state, for a file that contains none.
  String advice() {
    return hasBackup()
        ? "The backup contains the state before the last run. To restore it:\n\n    cp %s %s\n"
            .formatted(backup, file)
        : "There is no backup of the file. Restore an earlier copy.";
  }

  private boolean hasBackup() {
    try {
      return files.disk().exists(backup);
    } catch (IOException _) {
      return false;
    }
  }

  /// The new state is saved, but may be lost in a power failure.
  Diagnostic notFlushed(IOException failure) {
    return Diagnostic.warning(
        "State was saved but not flushed",
        "The directory of \"%s\" cannot be flushed: %s. After a power failure, the file may contain the state before this run. Check the disk."
            .formatted(file, failure.getMessage()),
        null);
  }
}
