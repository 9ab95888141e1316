package io.esform.cli.project;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the files on disk with those of a snapshot.
public final class ReadFilesChanges {

  private static final String NEW = "was added";
  private static final String GONE = "was removed";
  private static final String UNREADABLE = "cannot be read";
  private static final String CHANGED = "was changed";

  private final ReadFiles snapshot;
  private final ProjectFiles disk;
  private final SortedMap<String, String> changes = new TreeMap<>();

  private ReadFilesChanges(ReadFiles snapshot, ProjectFiles disk) {
    this.snapshot = snapshot;
    this.disk = disk;
  }

  /// One line for each file that was changed, added or removed: `main.esf was changed`.
  ///
  /// @param disk files whose relative paths begin where the snapshot's do
  public static List<String> since(ReadFiles snapshot, ProjectFiles disk) {
    var changes = new ReadFilesChanges(snapshot, disk);
    changes.find();
    var lines = new ArrayList<String>();
    changes.changes.forEach((path, change) -> lines.add(path + " " + change));
    return lines;
  }

  private void find() {
    snapshot.existing().forEach(this::compareExistence);
    snapshot
        .matches()
        .forEach((key, found) -> {
          String[] parts = key.split("\n", 2);
          compareNames(parts[0], found, matching(parts[0], parts[1]));
        });
    snapshot
        .listings()
        .forEach((directory, names) ->
            compareNames(directory, ofConfiguration(names), ofConfiguration(list(directory))));
    snapshot.contents().forEach(this::compareContent);
  }

  private void compareContent(String path, String kept) {
    try {
      byte[] now = disk.bytes(path);
      boolean same =
          ReadFiles.isDigest(kept)
              ? ReadFiles.digest(now).equals(kept)
              : ReadFiles.kept(now).equals(kept);
      if (!same) {
        changes.put(path, CHANGED);
      }
    } catch (NoSuchFileException _) {
      changes.put(path, GONE);
    } catch (IOException _) {
      changes.put(path, UNREADABLE);
    }
  }

  private void compareExistence(String path, boolean existed) {
    boolean exists;
    try {
      exists = disk.exists(path);
    } catch (IOException _) {
      exists = !existed;
    }
    if (exists != existed) {
      changes.put(path, exists ? NEW : GONE);
    }
  }

  private void compareNames(String directory, List<String> before, List<String> now) {
    var names = new TreeSet<>(before);
    names.addAll(now);
    for (String name : names) {
      if (before.contains(name) != now.contains(name)) {
        String path = Path.of(directory).resolve(name).normalize().toString();
        changes.put(path, now.contains(name) ? NEW : GONE);
      }
    }
  }

  private List<String> matching(String directory, String pattern) {
    try {
      return disk.matching(directory, pattern);
    } catch (IOException _) {
      return List.of();
    }
  }

  private List<String> list(String directory) {
    try {
      return disk.list(directory);
    } catch (IOException _) {
      return List.of();
    }
  }

  /// The files of a directory that are read automatically.
  private static List<String> ofConfiguration(List<String> names) {
    return names.stream()
        .filter(name -> name.endsWith(".esf") || VariableInputs.isAutomatic(name))
        .toList();
  }
}
