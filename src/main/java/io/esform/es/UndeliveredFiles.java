package io.esform.es;

import io.esform.render.pack.PackFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// See {@link InputFiles#undelivered}.
record UndeliveredFiles(InputFiles files) implements InputFiles {

  @Override
  public boolean areDelivered() {
    return false;
  }

  @Override
  public boolean exists(Path file) {
    return files.exists(file);
  }

  @Override
  public String sha256(Path file) throws IOException {
    return files.sha256(file);
  }

  @Override
  public PackFiles pack(Path file) throws IOException {
    return files.pack(file);
  }

  @Override
  public SortedMap<String, byte[]> entries(Path file, Predicate<String> wanted) throws IOException {
    return files.entries(file, wanted);
  }

  @Override
  public Optional<Path> copy(String sha256) {
    return files.copy(sha256);
  }

  @Override
  public Path absolute(Path file) {
    return files.absolute(file);
  }
}
