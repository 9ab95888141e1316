package io.esform.cli.project;

import io.esform.eval.functions.Glob;
import io.esform.eval.functions.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/// The files of this machine. Relative paths are relative to a working directory.
///
/// Only regular files of a limited size are read: a device may have no end, and a read of a pipe
/// may never return.
public final class DiskFiles implements ProjectFiles {

  private final Path workingDirectory;
  private final Path home;

  public DiskFiles(Path workingDirectory, Path home) {
    this.workingDirectory = workingDirectory;
    this.home = home;
  }

  @Override
  public List<String> list(String directory) throws IOException {
    try (Stream<Path> entries = Files.list(at(directory))) {
      return entries
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    Path file = at(path);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new IOException(
            attributes.isDirectory() ? "is a directory" : "is not a regular file");
      }
      return bytes(file, attributes.size());
    } catch (FileSystemException failure) {
      throw readable(failure);
    }
  }

  /// @param size as reported by the file system; 0 for files of `/proc`, which have content
  private static byte[] bytes(Path file, long size) throws IOException {
    if (size <= Limits.LARGEST_FILE) {
      try (InputStream stream = Files.newInputStream(file)) {
        byte[] bytes = stream.readNBytes(Limits.LARGEST_FILE + 1);
        if (bytes.length <= Limits.LARGEST_FILE) {
          return bytes;
        }
      }
    }
    throw new IOException(
        "is larger than %d MiB, the limit for a file".formatted(Limits.LARGEST_FILE >> 20));
  }

  @Override
  public boolean exists(String path) throws IOException {
    Path file = at(path);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("is not a regular file");
    }
    return Files.exists(file);
  }

  @Override
  public List<String> matching(String directory, String pattern) throws IOException {
    return FileSearch.below(at(directory), Glob.parse(pattern));
  }

  private Path at(String path) throws IOException {
    try {
      return workingDirectory.resolve(path);
    } catch (InvalidPathException fault) {
      throw new IOException("is not a path: " + fault.getReason());
    }
  }

  /// The failure without the path in its message.
  static IOException readable(FileSystemException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> new IOException("does not exist");
      case AccessDeniedException _ -> new IOException("cannot be read: permission denied");
      default -> new IOException("cannot be read: " + failure.getReason());
    };
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
