package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A journal in a separate file: created by the first append, removed once the state contains its
/// records. A run neither appends to the journal of another run nor removes one that it has not
/// read.
final class JournalFile {

  /// Longer than the first line of any journal.
  private static final int HEADER_BYTES = 4096;

  private final Path directory;
  private final Path file;
  private final JournalCodec codec;
  private final Disk disk;
  private final Appends appends = new Appends();

  /// The run of the journal that was read last; null for none.
  private @Nullable String readRun;

  /// The state of that journal; null for none.
  private @Nullable Header readBase;

  private long lengthRead;

  /// The run of the journal that this process has created; null before that.
  private @Nullable String ownRun;

  /// The flushed bytes of that journal.
  private long written;

  JournalFile(Path directory, String name, JournalCodec codec, Disk disk) {
    this.directory = directory;
    this.file = directory.resolve(name);
    this.codec = codec;
    this.disk = disk;
  }

  Path path() {
    return file;
  }

  /// Returns the existing journal; one without a base if there is none.
  JournalCodec.Decoded read() {
    readRun = null;
    readBase = null;
    lengthRead = 0;
    try {
      byte[] content = disk.read(file);
      lengthRead = content.length;
      JournalCodec.Decoded decoded = codec.decode(content, file.toString());
      readRun = decoded.run();
      readBase = decoded.base();
      return decoded;
    } catch (NoSuchFileException _) {
      return JournalCodec.Decoded.nothing();
    } catch (IOException problem) {
      String detail = "\"%s\" cannot be read: %s.".formatted(file, problem);
      return JournalCodec.Decoded.failed(Diagnostic.error("Journal cannot be read", detail));
    }
  }

  /// The serial of the state that the read journal changes; {@link Versions#NONE} for none.
  long baseSerial() {
    return readBase == null ? Versions.NONE : readBase.serial();
  }

  /// Whether the journal is as long as the last {@link #read} found it.
  boolean isAsRead() throws IOException {
    return length() == lengthRead;
  }

  /// In bytes; 0 without a journal.
  private long length() throws IOException {
    Disk.FileStatus found = disk.status(file);
    return found == null ? 0 : found.size();
  }

  /// Writes and flushes these records together. After a failure, every further call fails: the last
  /// write may be incomplete.
  ///
  /// @param base header of the state that they change
  /// @param run the name of the writing run
  Diagnostics append(Header base, String run, List<JournalRecord> records) {
    return appends.attempt(() -> {
      JournalCodec.Encoded encoded = codec.encode(records, base.lineage());
      String lines = encoded.lines();
      return lines == null ? encoded.diagnostics() : write(base, run, lines);
    });
  }

  private Diagnostics write(Header base, String run, String lines) {
    try {
      if (ownRun == null) {
        begin(base, run, lines);
      } else {
        byte[] content = lines.getBytes(StandardCharsets.UTF_8);
        disk.append(file, content);
        written += content.length;
      }
      return Diagnostics.none();
    } catch (IOException problem) {
      return failed(problem);
    }
  }

  private void begin(Header base, String run, String lines) throws IOException {
    if (disk.exists(file)) {
      checkKnown();
      disk.delete(file);
    }
    byte[] content = (codec.header(base, run) + lines).getBytes(StandardCharsets.UTF_8);
    ownRun = run;
    disk.create(file, content);
    disk.syncDirectory(directory);
    written = content.length;
  }

  /// Fails every further append for this reason.
  Diagnostics failed(IOException problem) {
    return appends.fail(StateFaults.notAppended(file.toString(), problem));
  }

  /// Whether the journal exists and contains all records that this run has appended.
  boolean holdsAll() {
    try {
      return appends.isWhole()
          && ownRun != null
          && length() == written
          && ownRun.equals(codec.run(disk.readStart(file, HEADER_BYTES)));
    } catch (IOException _) {
      return false;
    }
  }

  /// Checks that an existing journal belongs to this run or was read by it.
  ///
  /// @throws IOException if another run has written it since
  void checkKnown() throws IOException {
    byte[] content;
    try {
      content = disk.readStart(file, HEADER_BYTES);
    } catch (NoSuchFileException _) {
      return;
    }
    String run = codec.run(content);
    if (run != null && !run.equals(ownRun) && !run.equals(readRun)) {
      throw new IOException("\"%s\" is the journal of another run".formatted(file));
    }
  }

  /// Returns the error for a journal that does not belong to the state beside it.
  ///
  /// @param found the state in the file; null for none
  Diagnostic stray(Header base, Path state, @Nullable State found) {
    String beside =
        found == null
            ? "does not exist"
            : StateFaults.about(new Header(found.serial(), found.lineage()));
    return StateFaults.stray(
        ":\n\n    %1$s: changes %2$s\n    %3$s: %4$s\n\nIf another file has replaced the state, restore the right one. To continue without the journal, move it away and check the objects that it names yourself:\n\n    mv %1$s %1$s.stray\n"
            .formatted(file, StateFaults.about(base), state, beside));
  }

  void remove() throws IOException {
    if (disk.exists(file)) {
      checkKnown();
      disk.delete(file);
    }
    ownRun = null;
    appends.reset();
  }
}
