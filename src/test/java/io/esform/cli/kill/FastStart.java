package io.esform.cli.kill;

import io.esform.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// Starts processes quickly: with archives instead of directories of classes, and with Java's cache
/// of loaded classes, which needs archives.
final class FastStart {

  private final Path folder;
  private final String classPath;
  private List<String> options = List.of();

  /// @param folder for the archives and the cache
  FastStart(Path folder) throws IOException {
    this.folder = folder;
    var entries = new ArrayList<String>();
    for (String entry : Run.classPath().split(":", -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        entries.add(archive(path, folder.resolve(entries.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        entries.add(entry);
      }
    }
    this.classPath = String.join(":", entries);
  }

  private static Path archive(Path directory, Path archive) throws IOException {
    try (Stream<Path> paths = Files.walk(directory);
        var jar = new JarOutputStream(Files.newOutputStream(archive))) {
      jar.setLevel(0);
      for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new JarEntry(directory.relativize(file).toString()));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
    return archive;
  }

  /// Lets later processes load their classes as this one does.
  void learnFrom(Path directory, List<String> words) throws IOException, InterruptedException {
    Path cache = folder.resolve("classes.aot");
    try (Run run = Run.start(directory, List.of("-XX:AOTCacheOutput=" + cache), classPath, words)) {
      if (run.exit() != 0) {
        throw new IllegalStateException(run.text());
      }
    }
    // A cache that this machine cannot use is ignored in silence.
    options = List.of("-XX:AOTCache=" + cache, "-Xlog:disable");
  }

  Run start(Path directory, List<String> words) throws IOException {
    return Run.start(directory, options, classPath, words);
  }
}
