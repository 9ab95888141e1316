package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.disk.DurableFiles;
import io.esform.state.file.StateCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The file of a state, and the files of its versions. Every write replaces the file, after it has
/// kept it as a version.
final class StateFile implements Successor.Saved, VersionReader.Source {

  private static final int START_BYTES = 4096;

  private final Path file;
  private final VersionFiles versions;
  private final DurableFiles files;

  /// The first bytes of the file when it was last read; null if it did not exist.
  private byte @Nullable [] start;

  StateFile(Path directory, String name, DurableFiles files) {
    this.file = directory.resolve(name);
    this.versions = new VersionFiles(directory.resolve(name + ".versions"), files);
    this.files = files;
  }

  Path path() {
    return file;
  }

  /// The whole text; null if the file does not exist.
  ///
  /// @throws IOException also if the file is not UTF-8 or is a symbolic link
  @Override
  public @Nullable String text() throws IOException {
    refuseLink();
    start = null;
    try {
      byte[] content = files.disk().read(file);
      start = Arrays.copyOf(content, Math.min(content.length, START_BYTES));
      return decoded(content);
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// The whole text, for a reader that never writes: the file may be a link. Null if it does not
  /// exist.
  @Nullable String savedText() throws IOException {
    try {
      return decoded(files.disk().read(file));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// A save would replace the link and not change its target.
  private void refuseLink() throws IOException {
    if (files.disk().isSymbolicLink(file)) {
      throw new IOException(
          "it is a symbolic link, which a save would replace. Name the directory of the real file"
              + " instead: backend \"local\" { path = \"…/esform.state\" }");
    }
  }

  private static String decoded(byte[] content) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException notText) {
      throw new IOException("it is not text in UTF-8", notText);
    }
  }

  /// The serial and lineage of the saved state; null if there is none, or if it is damaged.
  private @Nullable Header header() throws IOException {
    try {
      byte[] content = files.disk().readStart(file, START_BYTES);
      return StateCodec.header(new String(content, StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  @Override
  public long lastSerial() throws IOException {
    refuseLink();
    long highest = versions.list(null).highest();
    return files.disk().exists(file) ? Math.max(highest, serial()) : highest;
  }

  /// The serial of the existing file as a version. A file without a serial follows the other
  /// versions.
  private long serial() throws IOException {
    Header header = header();
    return header == null ? versions.list(null).highest() + 1 : header.serial();
  }

  @Override
  public Versions versions() throws IOException {
    Header header = header();
    return versions.list(header == null ? null : versions.version(header.serial(), file));
  }

  @Override
  public String versionLocation(long serial) {
    return versions.file(serial).toString();
  }

  @Override
  public @Nullable String versionText(long serial) throws IOException {
    try {
      return decoded(files.disk().read(versions.file(serial)));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  /// Whether the first bytes of the file are the same as at the last {@link #text}. They contain
  /// serial and checksum, which every save changes.
  boolean isAsRead() throws IOException {
    try {
      return Arrays.equals(start, files.disk().readStart(file, START_BYTES));
    } catch (NoSuchFileException _) {
      return start == null;
    }
  }

  /// Replaces the state, after the replaced file was kept as a version.
  ///
  /// @param condition checked before every rename
  void replace(String text, DurableFiles.Condition condition) throws IOException {
    if (files.disk().exists(file)) {
      versions.keep(file, serial(), condition);
    }
    files.replace(file, text.getBytes(StandardCharsets.UTF_8), condition);
  }

  /// Removes versions beyond the last ones.
  Diagnostics prune() {
    try {
      versions.prune();
      return Diagnostics.none();
    } catch (IOException failure) {
      return Diagnostics.of(
          Diagnostic.warning(
              "Old version was not removed",
              "The state was saved, but an old version of \"%s\" cannot be removed: %s. The next save tries again."
                  .formatted(file, failure.getMessage()),
              null));
    }
  }

  /// Removes temporary files of interrupted saves.
  void removeLeftOvers() throws IOException {
    files.removeLeftOvers(file);
    versions.removeLeftOvers();
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
