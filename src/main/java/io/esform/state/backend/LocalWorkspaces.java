package io.esform.state.backend;

import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The workspaces of one configuration: each has a state of its own.
///
/// That of the default workspace is kept in a directory, that of each other in
/// `esform.state.d/NAME` within.
public final class LocalWorkspaces {

  /// The workspace that is always there.
  public static final String DEFAULT = "default";

  private static final String STATES = "esform.state.d";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,89}");

  private static final String DELETED = ".deleted-";

  private final Path directory;
  private final DurableFiles files;

  /// @param directory of the default workspace's state
  public LocalWorkspaces(Path directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /// Letters, digits, `_`, `-` and `.`, not beginning with the last two; at most 90 of them.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /// Where the state of a workspace is kept.
  ///
  /// @param name of a workspace that exists
  public Path directory(String name) {
    return name.equals(DEFAULT) ? directory : directory.resolve(STATES).resolve(name);
  }

  public boolean exists(String name) {
    return name.equals(DEFAULT) || (isName(name) && Files.isDirectory(directory(name)));
  }

  /// The default workspace first, then the others by name.
  public List<String> names() throws IOException {
    var names = new ArrayList<String>();
    names.add(DEFAULT);
    try (Stream<Path> found = Files.list(directory.resolve(STATES))) {
      found
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals(DEFAULT) && exists(name))
          .sorted()
          .forEach(names::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      // Nobody has made a workspace yet.
    }
    return names;
  }

  /// Whether an existing workspace holds nothing, as one whose creation was interrupted.
  public boolean isEmpty(String name) throws IOException {
    try (Stream<Path> found = Files.list(directory(name))) {
      return found.findAny().isEmpty();
    }
  }

  /// @param name that {@link #isName} accepts
  public void create(String name) throws IOException {
    files.createDirectories(directory(name));
  }

  /// Removes a workspace with its state, its backup and all else that is kept of it. After a crash
  /// it either exists whole or does not exist; the next deletion removes what is left of its files.
  ///
  /// @param name of one that exists and is not the default workspace
  public void delete(String name) throws IOException {
    removeDeleted();
    Path states = directory.resolve(STATES);
    files.disk().move(directory(name), states.resolve(DELETED + name));
    files.disk().syncDirectory(states);
    removeDeleted();
  }

  /// Removes what deletions that were interrupted have left.
  public void removeDeleted() throws IOException {
    if (!Files.isDirectory(directory.resolve(STATES))) {
      return;
    }
    for (Path deleted : list(directory.resolve(STATES))) {
      if (deleted.getFileName().toString().startsWith(DELETED)) {
        for (Path file : list(deleted)) {
          files.disk().delete(file);
        }
        files.disk().delete(deleted);
      }
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    }
  }
}
