package io.esform.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Paths for messages: with `/` and as short as possible.
public final class Paths {

  private Paths() {}

  /// The reason why a text is not a path; null if it is one.
  public static @Nullable String fault(String text) {
    try {
      Path _ = Path.of(text);
      return null;
    } catch (InvalidPathException fault) {
      return fault.getReason();
    }
  }

  /// An invalid path, as shown in messages.
  public static String shown(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /// `name` resolved against `directory`, without `.` and redundant `..`.
  public static String resolve(String directory, String name) {
    Path path = Path.of(directory).resolve(name).normalize();
    String text = path.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }
}
