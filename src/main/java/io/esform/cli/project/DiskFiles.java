package io.esform.cli.project;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/// The files of this machine. Relative paths are relative to a working directory.
public final class DiskFiles implements ProjectFiles {

  private final Path workingDirectory;
  private final Path home;

  public DiskFiles(Path workingDirectory, Path home) {
    this.workingDirectory = workingDirectory;
    this.home = home;
  }

  @Override
  public List<String> list(String directory) throws IOException {
    try (Stream<Path> entries = Files.list(workingDirectory.resolve(directory))) {
      return entries
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    Path file = workingDirectory.resolve(path);
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new IOException("does not exist");
    } catch (IOException failure) {
      throw Files.isDirectory(file) ? new IOException("is a directory") : failure;
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    Path file = workingDirectory.resolve(path);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("is not a regular file");
    }
    return Files.exists(file);
  }

  @Override
  public List<String> matching(String directory, String pattern) throws IOException {
    Path root = workingDirectory.resolve(directory);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(matcher::matches)
          .map(path -> path.toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  @Override
  public String absolute(String path) {
    return workingDirectory.resolve(path).normalize().toString().replace('\\', '/');
  }

  @Override
  public String expanded(String path) {
    return path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
  }
}
