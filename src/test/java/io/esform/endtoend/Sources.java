package io.esform.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Copies of directories of the repository, for runs.
final class Sources {

  private Sources() {}

  /// Copies all files except remains of runs: hidden folders and state.
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(found -> isSource(from.relativize(found))).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static boolean isSource(Path relative) {
    String text = relative.toString();
    return !text.startsWith(".") && !text.contains("esform.state");
  }
}
