package io.esform.cli.project;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Files that record all reads. Thread-safe.
public final class RecordingFiles implements ProjectFiles {

  private final ProjectFiles files;
  private final SortedMap<String, List<String>> listings = new ConcurrentSkipListMap<>();
  private final SortedMap<String, String> contents = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Boolean> existing = new ConcurrentSkipListMap<>();
  private final SortedMap<String, List<String>> matches = new ConcurrentSkipListMap<>();

  public RecordingFiles(ProjectFiles files) {
    this.files = files;
  }

  /// All reads so far.
  public ReadFiles snapshot() {
    return new ReadFiles(
        listings, contents, existing, matches, files.absolute("."), files.expanded("~"));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    List<String> names = files.list(directory);
    listings.put(directory, names);
    return names;
  }

  @Override
  public byte[] bytes(String path) throws IOException {
    byte[] bytes = files.bytes(path);
    contents.put(path, ReadFiles.kept(bytes));
    return bytes;
  }

  @Override
  public boolean exists(String path) throws IOException {
    boolean found = files.exists(path);
    existing.put(path, found);
    return found;
  }

  @Override
  public List<String> matching(String directory, String pattern) throws IOException {
    List<String> found = files.matching(directory, pattern);
    matches.put(ReadFiles.matchKey(directory, pattern), found);
    return found;
  }

  @Override
  public String absolute(String path) {
    return files.absolute(path);
  }

  @Override
  public String expanded(String path) {
    return files.expanded(path);
  }
}
