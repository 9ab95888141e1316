package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.JournalRecord;
import io.esform.state.State;
import io.esform.state.file.JournalCodec;
import io.esform.state.file.StateCodec.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A journal in a file of its own: begun by the first append, gone once the state holds what it
/// says. A run never adds to the journal of another.
final class JournalFile {

  private final Path directory;
  private final Path file;
  private final JournalCodec codec;
  private final FileOperations files;
  private Diagnostics failure = Diagnostics.none();
  private boolean begun;

  JournalFile(Path directory, String name, JournalCodec codec, FileOperations files) {
    this.directory = directory;
    this.file = directory.resolve(name);
    this.codec = codec;
    this.files = files;
  }

  Path path() {
    return file;
  }

  /// What a run has left; without a base when none has.
  JournalCodec.Decoded read() {
    try {
      return codec.decode(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException _) {
      return new JournalCodec.Decoded(null, List.of(), Diagnostics.none());
    } catch (IOException problem) {
      String detail = "\"%s\" cannot be read: %s.".formatted(file, problem);
      return new JournalCodec.Decoded(
          null, List.of(), Diagnostics.of(Diagnostic.error("Journal cannot be read", detail)));
    }
  }

  /// Brings these records down to the disk, in one go. Once that has failed it fails for good: what
  /// was written last may be there in part.
  ///
  /// @param base the state that they change
  Diagnostics append(Header base, List<JournalRecord> records) {
    if (failure.hasErrors()) {
      return failure;
    }
    JournalCodec.Encoded encoded = codec.encode(records, base.lineage());
    String lines = encoded.lines();
    failure = lines == null ? encoded.diagnostics() : write(base, lines);
    return failure;
  }

  private Diagnostics write(Header base, String lines) {
    try {
      if (begun) {
        files.append(file, lines.getBytes(StandardCharsets.UTF_8));
      } else {
        files.write(file, (codec.header(base) + lines).getBytes(StandardCharsets.UTF_8));
        files.syncDirectory(directory);
        begun = true;
      }
      return Diagnostics.none();
    } catch (IOException problem) {
      return Diagnostics.of(
          Diagnostic.error(
              "Journal cannot be written",
              "\"%s\" cannot be written: %s. Without it nothing more is begun."
                  .formatted(file, problem)));
    }
  }

  /// What to say of a journal that does not stand on the state beside it.
  ///
  /// @param found what the state's file holds; null when it is not there
  Diagnostic stray(Header base, Path state, @Nullable State found) {
    String beside = found == null ? "not there" : about(found.serial(), found.lineage());
    return Diagnostic.error(
        "Journal without its state",
        "The journal of a run that did not come to its end stands beside another state than the one it changed:\n\n    %1$s: on %2$s\n    %3$s: %4$s\n\nIf another file has taken the state's place, put the right one back. To go on without what the journal tells, and look yourself for the objects that it names:\n\n    mv %1$s %1$s.stray\n"
            .formatted(file, about(base.serial(), base.lineage()), state, beside));
  }

  private static String about(long serial, String lineage) {
    return "serial %d, lineage %s".formatted(serial, lineage);
  }

  void remove() throws IOException {
    begun = false;
    failure = Diagnostics.none();
    files.delete(file);
  }
}
