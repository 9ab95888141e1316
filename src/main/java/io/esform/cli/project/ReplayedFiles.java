package io.esform.cli.project;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The files of a snapshot. Files that were not read when it was taken do not exist.
public final class ReplayedFiles implements ProjectFiles {

  private final ProjectFiles large;
  private volatile ReadFiles snapshot;

  /// @param large reads large files again, which must not have changed
  public ReplayedFiles(ReadFiles snapshot, ProjectFiles large) {
    this.snapshot = snapshot;
    this.large = large;
  }

  /// Adds contents.
  public void add(Map<String, String> inputs) {
    snapshot = snapshot.and(inputs);
  }

  /// The snapshot with all added contents.
  public ReadFiles snapshot() {
    return snapshot;
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = snapshot.listings().get(directory);
    if (names == null) {
      throw new NoSuchFileException(directory);
    }
    return names;
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    String content = snapshot.contents().get(path);
    if (content == null) {
      throw new IOException("was not read when the plan was created");
    }
    if (!ReadFiles.isDigest(content)) {
      return Base64.getDecoder().decode(content);
    }
    byte[] bytes = large.bytes(absolute(path));
    if (!ReadFiles.digest(bytes).equals(content)) {
      throw new IOException("has changed since the plan was created");
    }
    return bytes;
  }

  @Override
  public boolean exists(String path) {
    return snapshot.existing().getOrDefault(path, false);
  }

  @Override
  public List<String> matching(String directory, String pattern) {
    return snapshot.matches().getOrDefault(ReadFiles.matchKey(directory, pattern), List.of());
  }

  @Override
  public String absolute(String path) {
    Path root = Path.of(snapshot.workingDirectory());
    return root.resolve(path).normalize().toString().replace('\\', '/');
  }

  @Override
  public String expanded(String path) {
    return path.equals("~") || path.startsWith("~/") ? snapshot.home() + path.substring(1) : path;
  }
}
