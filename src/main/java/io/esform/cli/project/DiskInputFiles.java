package io.esform.cli.project;

import io.esform.es.InputFiles;
import io.esform.render.pack.PackFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// The input files of this machine. Relative paths are relative to a working directory.
final class DiskInputFiles implements InputFiles {

  private final Path workingDirectory;
  private final Checksums checksums;

  DiskInputFiles(Path workingDirectory, Checksums checksums) {
    this.workingDirectory = workingDirectory;
    this.checksums = checksums;
  }

  @Override
  public boolean exists(Path file) {
    return Files.isRegularFile(absolute(file));
  }

  @Override
  public String sha256(Path file) throws IOException {
    return checksums.sha256(absolute(file));
  }

  @Override
  public PackFiles pack(Path file) throws IOException {
    return DiskPack.open(absolute(file));
  }

  @Override
  public SortedMap<String, byte[]> entries(Path file, Predicate<String> wanted) throws IOException {
    return DiskArchive.read(absolute(file), wanted);
  }

  @Override
  public Optional<Path> copy(String sha256) {
    return checksums.find(sha256);
  }

  @Override
  public Path absolute(Path file) {
    return workingDirectory.resolve(file);
  }
}
