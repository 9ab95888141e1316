package io.esform.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Copies of what is in the repository, to run on.
final class Sources {

  private Sources() {}

  /// Without what a run leaves behind: hidden folders and state.
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
