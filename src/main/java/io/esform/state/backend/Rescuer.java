package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.State;
import io.esform.state.disk.Disk;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a state that could not be saved to a file of this machine.
public final class Rescuer {

  private static final int NAMES = 100;

  private final StateCodec codec;
  private final List<Path> places;
  private final Disk disk;

  /// @param directory of the state or of the configuration, tried before the temporary one
  public Rescuer(StateCodec codec, Path directory, BackendEnvironment environment) {
    this.codec = codec;
    this.places = List.of(directory, environment.temporary());
    this.disk = environment.disk();
  }

  /// Always returns an error that names the place of the state.
  ///
  /// @param state with the serial of the saved state
  /// @param replaceable whether the saved state is still the one that the run is based on, so that
  ///   this one can replace it
  public Diagnostics rescue(State state, boolean replaceable) {
    // The serial of a save, one more than that of the saved state: this state replaces it and its
    // journal.
    StateCodec.Encoded encoded = codec.encodeRescued(state.withSerial(state.serial() + 1));
    String text = encoded.text();
    return text == null ? encoded.diagnostics() : rescue(text, replaceable);
  }

  private Diagnostics rescue(String text, boolean replaceable) {
    for (Path place : places) {
      try {
        return Diagnostics.of(rescued(write(place, text), replaceable));
      } catch (IOException _) {
        // The next directory may be writable; if none is, the text itself is shown.
      }
    }
    return Diagnostics.of(
        Diagnostic.error(
            "State must be saved by hand",
            "The new state cannot be written to any file. Copy the text below into a file%s:\n\n%s"
                .formatted(
                    replaceable ? ", fix the cause, and restore it with esform state push" : "",
                    toCopy(text))));
  }

  /// Indented, so that it is displayed verbatim. This invalidates the checksum, which is omitted.
  private static String toCopy(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("  \"checksum\""))
        .map(line -> "    " + line + "\n")
        .collect(Collectors.joining());
  }

  /// Never overwrites an older rescued state.
  private Path write(Path place, String text) throws IOException {
    for (int number = 1; ; number++) {
      Path file =
          place.resolve(
              number == 1 ? "errored.esform.state" : "errored-" + number + ".esform.state");
      if (disk.exists(file) && number < NAMES) {
        continue;
      }
      try {
        disk.create(file, text.getBytes(StandardCharsets.UTF_8));
        disk.syncDirectory(place);
        return file;
      } catch (FileAlreadyExistsException taken) {
        if (number >= NAMES) {
          throw taken;
        }
      } catch (IOException failure) {
        discard(file, failure);
        throw failure;
      }
    }
  }

  private void discard(Path file, IOException failure) {
    try {
      disk.delete(file);
    } catch (IOException more) {
      failure.addSuppressed(more);
    }
  }

  private static Diagnostic rescued(Path file, boolean replaceable) {
    String detail =
        replaceable
            ? "The new state is in \"%1$s\". Fix the cause, then restore it before the"
                + " next run:\n\n"
                + "    esform state push %1$s\n"
            : "The state of this run is in \"%1$s\". Do not replace the saved state with it,"
                + " because another run has changed the saved state. Compare the two, and import the"
                + " objects that the saved state does not contain:\n\n"
                + "    esform state list\n";
    return Diagnostic.error("State was saved elsewhere", detail.formatted(file));
  }
}
