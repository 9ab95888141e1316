package io.esform.eval;

import io.esform.eval.functions.Files;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/// Files below one directory.
record DirectoryFiles(Path directory) implements Files {

  @Override
  public String text(String path) throws IOException {
    return java.nio.file.Files.readString(existing(path));
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    return java.nio.file.Files.readAllBytes(existing(path));
  }

  private Path existing(String path) throws IOException {
    if (!exists(path)) {
      throw new IOException("does not exist");
    }
    return directory.resolve(path);
  }

  @Override
  public boolean exists(String path) {
    return java.nio.file.Files.isRegularFile(directory.resolve(path));
  }

  @Override
  public List<String> matching(String below, String pattern) throws IOException {
    Path root = directory.resolve(below);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (var paths = java.nio.file.Files.walk(root)) {
      return paths
          .filter(java.nio.file.Files::isRegularFile)
          .map(root::relativize)
          .filter(matcher::matches)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  @Override
  public String absolute(String path) {
    return Path.of("/project").resolve(path).normalize().toString();
  }

  @Override
  public String expanded(String path) {
    return path.startsWith("~/") ? "/home/user" + path.substring(1) : path;
  }
}
