package io.esform.state.backend;

import io.esform.state.disk.DurableFiles;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The workspaces of one configuration: each has a state of its own.
///
/// That of the default workspace is kept in a directory, that of each other in
/// `esform.state.d/NAME` within.
final class LocalWorkspaces implements Workspaces {

  private static final String STATES = "esform.state.d";
  private static final String DELETED = ".deleted-";

  private final Path directory;
  private final BackendEnvironment environment;
  private final DurableFiles files;

  /// @param directory of the default workspace's state
  LocalWorkspaces(Path directory, BackendEnvironment environment) {
    this.directory = directory;
    this.environment = environment;
    this.files = new DurableFiles(environment.disk());
  }

  /// Where the state of a workspace is kept.
  ///
  /// @param name of a workspace that exists
  Path directory(String name) {
    return name.equals(DEFAULT) ? directory : directory.resolve(STATES).resolve(name);
  }

  @Override
  public Backend backend(String name, StateCodec codec) {
    return new LocalBackend(directory(name), codec, environment);
  }

  @Override
  public boolean exists(String name) {
    return name.equals(DEFAULT) || (Workspaces.isName(name) && Files.isDirectory(directory(name)));
  }

  @Override
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

  @Override
  public boolean isEmpty(String name) throws IOException {
    try (Stream<Path> found = Files.list(directory(name))) {
      return found.findAny().isEmpty();
    }
  }

  @Override
  public void create(String name) throws IOException {
    files.createDirectories(directory(name));
  }

  /// The next deletion removes what a crash leaves of its files.
  @Override
  public void delete(String name) throws IOException {
    finishDeletions();
    Path states = directory.resolve(STATES);
    files.disk().move(directory(name), states.resolve(DELETED + name));
    files.disk().syncDirectory(states);
    finishDeletions();
  }

  @Override
  public void finishDeletions() throws IOException {
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
