package io.esform.testing;

import io.esform.cli.project.DiskPack;
import io.esform.es.InputFiles;
import io.esform.render.pack.PackFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Input files that consist only of checksums. As a pack, each of them has the files of the sample
/// pack, or of another directory; as an archive, those put here.
public final class FakeInputFiles implements InputFiles {

  private final Map<Path, String> checksums;
  private final Map<Path, SortedMap<String, byte[]>> archives = new TreeMap<>();
  private final Map<String, Path> copies = new TreeMap<>();
  private Path pack = SamplePack.DIRECTORY;

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

  /// @param directory with the files of every pack
  public void usePack(Path directory) {
    pack = directory;
  }

  @Override
  public PackFiles pack(Path file) throws IOException {
    return DiskPack.open(pack);
  }

  /// @param files of the archive, content by path
  public void putArchive(Path archive, Map<String, byte[]> files) {
    archives.put(archive.toAbsolutePath(), new TreeMap<>(files));
  }

  /// Other files than the archives put here have the sample driver.
  @Override
  public SortedMap<String, byte[]> entries(Path file, Predicate<String> wanted) {
    var files = new TreeMap<>(archives.getOrDefault(file.toAbsolutePath(), SampleDriver.files()));
    files.keySet().removeIf(path -> !wanted.test(path));
    return files;
  }

  /// @param copy of a file that hosts fetch
  public void putCopy(String sha256, Path copy) {
    copies.put(sha256, copy);
  }

  @Override
  public Optional<Path> copy(String sha256) {
    return Optional.ofNullable(copies.get(sha256));
  }

  @Override
  public Path absolute(Path file) {
    return file.toAbsolutePath();
  }
}
