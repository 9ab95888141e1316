package io.esform.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Paths as messages show them: with `/`, and no longer than needed.
final class Paths {

  private Paths() {}

  /// Why a text cannot be a path; null when it can.
  static @Nullable String fault(String text) {
    try {
      Path _ = Path.of(text);
      return null;
    } catch (InvalidPathException fault) {
      return fault.getReason();
    }
  }

  /// A text that is no path, as a message may show it.
  static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /// `name` as seen from `directory`, without `.` and needless `..`.
  static String resolve(String directory, String name) {
    Path path = Path.of(directory).resolve(name).normalize();
    String text = path.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }
}
