package io.esform.cli.project;

import io.esform.render.pack.PackFiles;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A pack of this machine: a zip file, or a directory with its content.
public final class DiskPack implements PackFiles {

  private final Path root;
  private final @Nullable FileSystem zip;

  private DiskPack(Path root, @Nullable FileSystem zip) {
    this.root = root;
    this.zip = zip;
  }

  /// Opens a pack. A zip file has one directory with all files of the pack; its name is arbitrary.
  ///
  /// @throws IOException for a file that is not a zip file
  public static DiskPack open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return new DiskPack(file, null);
    }
    FileSystem zip = openZip(file);
    try (Stream<Path> top = Files.list(zip.getPath("/"))) {
      Path root = top.filter(Files::isDirectory).sorted().findFirst().orElse(zip.getPath("/"));
      return new DiskPack(root, zip);
    }
  }

  private static FileSystem openZip(Path file) throws IOException {
    try {
      return FileSystems.newFileSystem(file, Map.of("accessMode", "readOnly"));
    } catch (ProviderNotFoundException | ZipException fault) {
      throw new IOException("it is not a zip file", fault);
    }
  }

  @Override
  public byte @Nullable [] read(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  @Override
  public List<String> names(String directory) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(directory))) {
      return files.map(file -> file.getFileName().toString().replace("/", "")).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }
}
