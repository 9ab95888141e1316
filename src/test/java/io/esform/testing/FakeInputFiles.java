package io.esform.testing;

import io.esform.es.InputFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Input files that consist only of checksums.
public final class FakeInputFiles implements InputFiles {

  private final Map<Path, String> checksums;

  public FakeInputFiles(Map<Path, String> checksums) {
    this.checksums = new TreeMap<>(checksums);
  }

  public void put(Path file, String sha256) {
    checksums.put(file, sha256);
  }

  public void remove(Path file) {
    checksums.remove(file);
  }

  @Override
  public boolean exists(Path file) {
    return checksums.containsKey(file);
  }

  @Override
  public String sha256(Path file) throws IOException {
    String found = checksums.get(file);
    if (found == null) {
      throw new NoSuchFileException(file.toString());
    }
    return found;
  }

  @Override
  public Path absolute(Path file) {
    return file.toAbsolutePath();
  }
}
