package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a state that could not be saved to a file of this machine.
public final class Rescuer {

  private static final int NAMES = 100;

  private final List<Path> places;
  private final Disk disk;

  /// @param places directories, tried in this order
  public Rescuer(List<Path> places, Disk disk) {
    this.places = places;
    this.disk = disk;
  }

  /// Always returns an error that names the place of the text.
  ///
  /// @param replaceable whether the saved state is still the one that the run is based on, so that
  ///   the text can replace it
  public Diagnostics rescue(String text, boolean replaceable) {
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
