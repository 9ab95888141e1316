package io.esform.config;

import java.nio.file.Path;

/// Paths as messages show them: with `/`, and no longer than needed.
final class Paths {

  private Paths() {}

  /// `name` as seen from `directory`, without `.` and needless `..`.
  static String resolve(String directory, String name) {
    Path path = Path.of(directory).resolve(name).normalize();
    String text = path.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }
}
