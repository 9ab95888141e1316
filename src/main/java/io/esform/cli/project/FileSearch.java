package io.esform.cli.project;

import io.esform.eval.functions.Glob;
import io.esform.eval.functions.Limits;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Finds files below a folder, to the depth of the pattern. Fails if there are too many entries.
/// Symbolic links to folders are not followed.
final class FileSearch extends SimpleFileVisitor<Path> {

  private final Path root;
  private final Glob glob;
  private final int most;
  private final List<String> found = new ArrayList<>();
  private int visited;

  private FileSearch(Path root, Glob glob, int most) {
    this.root = root;
    this.glob = glob;
    this.most = most;
  }

  /// The paths of the regular files, with `/`, sorted; none when the folder does not exist.
  ///
  /// @throws IOException if a folder cannot be read, or there are too many entries; the message
  ///   continues a sentence that begins with the root
  static List<String> below(Path root, Glob glob) throws IOException {
    return below(root, glob, Limits.MOST_ENTRIES);
  }

  /// @param most the limit of visited files and folders
  static List<String> below(Path root, Glob glob, int most) throws IOException {
    var search = new FileSearch(root, glob, most);
    Files.walkFileTree(root, Set.of(), glob.depth(), search);
    Collections.sort(search.found);
    return List.copyOf(search.found);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    count();
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    count();
    if (!file.equals(root) && Files.isRegularFile(file)) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (glob.matches(path)) {
        found.add(path);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  private void count() throws IOException {
    visited++;
    if (visited > most) {
      throw new IOException(
          "has more than %,d files and folders, the limit of a search; name a folder below it"
              .formatted(most));
    }
  }

  /// Ignores files that disappear during the search.
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw new IOException(
        file.equals(root)
            ? "cannot be searched: " + reason(failure)
            : "cannot be searched, because %s in it cannot be read: %s"
                .formatted(root.relativize(file), reason(failure)));
  }

  private static String reason(IOException failure) {
    return failure instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(failure.getMessage());
  }
}
