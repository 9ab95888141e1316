package io.esform.hostile;

import io.esform.cli.CommandRun;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Complete commands on files of a separate folder.
final class Commands {

  private static final List<String> FORBIDDEN =
      List.of("Bug in esform", "bug in esform", "unforeseen", "Exception:", "\tat ");

  private Commands() {}

  /// Runs commands one after another, and checks their output.
  static Optional<String> violation(Path directory, List<List<String>> commands) {
    for (List<String> words : commands) {
      CommandRun run = CommandRun.of(directory, words, null);
      for (String word : FORBIDDEN) {
        if (run.err().contains(word) || run.out().contains(word)) {
          return Optional.of(String.join(" ", words) + ":\n" + run.err());
        }
      }
      if (run.exit() != 0 && run.err().isBlank()) {
        return Optional.of(String.join(" ", words) + ": fails without a word");
      }
    }
    return Optional.empty();
  }

  /// Runs a command that must succeed.
  static void run(Path directory, String... words) {
    CommandRun run = CommandRun.of(directory, List.of(words), null);
    if (run.exit() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + run.err());
    }
  }

  static void clear(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (!folder.equals(directory)) {
              Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
