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

/// A journal in a file of its own: begun by the first append, removed once the state holds what it
/// records. A run neither adds to the journal of another nor removes one that it has not read.
final class JournalFile {

  /// More than the first line of a journal has.
  private static final int HEADER_BYTES = 4096;

  private final Path directory;
  private final Path file;
  private final JournalCodec codec;
  private final Disk disk;
  private Diagnostics failure = Diagnostics.none();

  /// Of the journal that was read last; null when there was none.
  private @Nullable String readRun;

  private long lengthRead;

  /// Of the journal that this run has begun; null before that.
  private @Nullable String ownRun;

  /// How many bytes of it are on the disk.
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

  /// What a run has left; without a base when none has.
  JournalCodec.Decoded read() {
    readRun = null;
    lengthRead = 0;
    try {
      byte[] content = disk.read(file);
      lengthRead = content.length;
      JournalCodec.Decoded decoded = codec.decode(content, file.toString());
      readRun = decoded.run();
      return decoded;
    } catch (NoSuchFileException _) {
      return JournalCodec.Decoded.nothing();
    } catch (IOException problem) {
      String detail = "\"%s\" cannot be read: %s.".formatted(file, problem);
      return JournalCodec.Decoded.failed(Diagnostic.error("Journal cannot be read", detail));
    }
  }

  /// Whether the journal is as long as the last {@link #read} found it.
  boolean isAsRead() throws IOException {
    return length() == lengthRead;
  }

  /// In bytes; 0 without a journal.
  private long length() throws IOException {
    Disk.Status found = disk.status(file);
    return found == null ? 0 : found.size();
  }

  /// Writes and flushes these records together. Once that has failed it fails for good: the last
  /// write may be there in part.
  ///
  /// @param base the state that they change
  /// @param run what names the run that writes
  Diagnostics append(Header base, String run, List<JournalRecord> records) {
    if (failure.hasErrors()) {
      return failure;
    }
    JournalCodec.Encoded encoded = codec.encode(records, base.lineage());
    String lines = encoded.lines();
    failure = lines == null ? encoded.diagnostics() : write(base, run, lines);
    return failure;
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
    failure =
        Diagnostics.of(
            Diagnostic.error(
                "Journal cannot be written",
                "\"%s\" cannot be written: %s. No further step is begun without it."
                    .formatted(file, problem.getMessage())));
    return failure;
  }

  /// Whether all that this run was to append is on the disk and still there.
  boolean holdsAll() {
    try {
      return !failure.hasErrors()
          && ownRun != null
          && length() == written
          && ownRun.equals(codec.run(disk.readStart(file, HEADER_BYTES)));
    } catch (IOException _) {
      return false;
    }
  }

  /// Checks that the journal, if there is one, is this run's or was read by it.
  ///
  /// @throws IOException when another run has written it since
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

  /// What to say of a journal that does not belong to the state beside it.
  ///
  /// @param found what the state's file holds; null when there is none
  Diagnostic stray(Header base, Path state, @Nullable State found) {
    String beside = found == null ? "does not exist" : about(found.serial(), found.lineage());
    return Diagnostic.error(
        "Journal without its state",
        "The journal of an interrupted run belongs to another state than the one beside it:\n\n    %1$s: changes %2$s\n    %3$s: %4$s\n\nIf another file has taken the place of the state, restore the right one. To continue without the journal, and to look yourself for the objects that it names:\n\n    mv %1$s %1$s.stray\n"
            .formatted(file, about(base.serial(), base.lineage()), state, beside));
  }

  private static String about(long serial, String lineage) {
    return "serial %d, lineage %s".formatted(serial, lineage);
  }

  void remove() throws IOException {
    if (disk.exists(file)) {
      checkKnown();
      disk.delete(file);
    }
    ownRun = null;
    failure = Diagnostics.none();
  }
}
