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

/// The file that a state is kept in, and its backup: the state before the run's first save.
final class StateFile {

  private static final int START_BYTES = 4096;

  private final Path file;
  private final Path backup;
  private final DurableFiles files;
  private boolean backedUp;

  /// What the file began with when it was read last; null when there was none.
  private byte @Nullable [] start;

  StateFile(Path directory, String name, DurableFiles files) {
    this.file = directory.resolve(name);
    this.backup = directory.resolve(name + ".backup");
    this.files = files;
  }

  Path path() {
    return file;
  }

  /// The whole text; null when there is no such file.
  ///
  /// @throws IOException also when it is not UTF-8, or a symbolic link
  @Nullable String read() throws IOException {
    if (files.disk().isSymbolicLink(file)) {
      // A save would replace the link and leave the file that it leads to as it was.
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

  /// Whether the file still begins as the last {@link #read} found it: every save changes serial
  /// and checksum, which are there.
  boolean isAsRead() throws IOException {
    try {
      return Arrays.equals(start, files.disk().readStart(file, START_BYTES));
    } catch (NoSuchFileException _) {
      return start == null;
    }
  }

  /// Replaces the state. The first time, what it replaces becomes the backup.
  ///
  /// @param condition that has to hold at every rename
  void replace(String text, DurableFiles.Condition condition) throws IOException {
    if (!backedUp && files.disk().exists(file)) {
      files.replaceByLink(file, backup, condition);
    }
    files.replace(file, text.getBytes(StandardCharsets.UTF_8), condition);
    backedUp = true;
  }

  /// Removes what saves left behind when they were ended.
  void removeLeftOvers() throws IOException {
    files.removeLeftOvers(file);
    files.removeLeftOvers(backup);
  }

  /// How to get back to a good state when the file holds none.
  String advice() {
    return hasBackup()
        ? "The state before the last run is kept; to return to it:\n\n    cp %s %s\n"
            .formatted(backup, file)
        : "Restore a copy of the file from before; there is no backup beside it.";
  }

  private boolean hasBackup() {
    try {
      return files.disk().exists(backup);
    } catch (IOException _) {
      return false;
    }
  }

  Diagnostic unreadable(IOException failure) {
    return Diagnostic.error(
        "State cannot be read", "\"%s\" cannot be read: %s.".formatted(file, failure.getMessage()));
  }

  /// The new state is in place, and it is not certain that a power cut leaves it there.
  Diagnostic notFlushed(IOException failure) {
    return Diagnostic.warning(
        "State was saved but not flushed",
        "The directory of \"%s\" cannot be flushed: %s. If this machine loses power now, the state from before this run may return. Check the disk."
            .formatted(file, failure.getMessage()),
        null);
  }

  Diagnostic notSaved(IOException failure) {
    return Diagnostic.error(
        "State cannot be saved",
        "\"%s\" cannot be replaced: %s. What was saved before is unchanged."
            .formatted(file, failure.getMessage()));
  }
}
