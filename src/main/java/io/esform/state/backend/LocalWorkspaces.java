package io.esform.state.backend;

import io.esform.state.disk.DurableFiles;
import io.esform.state.file.StateCodec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The workspaces of a local backend.
///
/// The state of the default workspace is in a directory, that of any other in its subdirectory
/// `esform.state.d/NAME`.
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

  /// The directory of a workspace's state.
  ///
  /// @param name of an existing workspace
  Path directory(String name) {
    return name.equals(DEFAULT) ? directory : directory.resolve(STATES).resolve(name);
  }

  @Override
  public Backend backend(String name, StateCodec codec) {
    // A lock must not create the directory of a workspace again that another run has deleted.
    return new LocalBackend(directory(name), codec, environment, name.equals(DEFAULT));
  }

  @Override
  public boolean exists(String name) throws IOException {
    return name.equals(DEFAULT)
        || (Workspaces.isName(name) && files.disk().isDirectory(directory(name)));
  }

  @Override
  public List<String> names() throws IOException {
    var names = new ArrayList<String>();
    names.add(DEFAULT);
    try {
      for (Path path : files.disk().list(directory.resolve(STATES))) {
        String name = path.getFileName().toString();
        if (!name.equals(DEFAULT) && exists(name)) {
          names.add(name);
        }
      }
      Collections.sort(names.subList(1, names.size()));
    } catch (NoSuchFileException | NotDirectoryException _) {
      // No other workspace has been created yet.
    }
    return names;
  }

  @Override
  public boolean isEmpty(String name) throws IOException {
    return files.disk().list(directory(name)).isEmpty();
  }

  @Override
  public void create(String name) throws IOException {
    files.createDirectories(directory(name));
  }

  /// The next deletion removes files that remain after a crash.
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
    if (!files.disk().isDirectory(directory.resolve(STATES))) {
      return;
    }
    for (Path deleted : files.disk().list(directory.resolve(STATES))) {
      if (deleted.getFileName().toString().startsWith(DELETED)) {
        deleteTree(deleted);
      }
    }
  }

  /// Follows no symbolic link.
  private void deleteTree(Path path) throws IOException {
    if (files.disk().isDirectory(path) && !files.disk().isSymbolicLink(path)) {
      for (Path each : files.disk().list(path)) {
        deleteTree(each);
      }
    }
    files.disk().delete(path);
  }
}
