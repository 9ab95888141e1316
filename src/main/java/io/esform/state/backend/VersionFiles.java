package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.backend.Versions.Version;
import io.esform.state.disk.Disk;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of the versions of a state, in a directory beside it: `00000123`, by serial. Each is
/// the file of a state that a later one has replaced, so it has the time of its save.
final class VersionFiles {

  private final Path directory;
  private final DurableFiles files;

  VersionFiles(Path directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  Path file(long serial) {
    return directory.resolve(Versions.name(serial));
  }

  /// The versions.
  ///
  /// @param current the saved state; null for none
  Versions list(@Nullable Version current) throws IOException {
    var versions = new ArrayList<Version>();
    for (Path path : paths()) {
      Long serial = Versions.serial(path.getFileName().toString());
      Version version = serial == null ? null : version(serial, path);
      if (version != null) {
        versions.add(version);
      }
    }
    return new Versions(current, versions, Diagnostics.none());
  }

  private List<Path> paths() throws IOException {
    try {
      return files.disk().list(directory);
    } catch (NoSuchFileException | NotDirectoryException _) {
      // No state has been replaced yet.
      return List.of();
    }
  }

  /// The state in a file; null if there is no such file.
  @Nullable Version version(long serial, Path path) throws IOException {
    Disk.FileStatus status = files.disk().status(path);
    return status == null || status.isDirectory()
        ? null
        : new Version(serial, status.modified(), status.size());
  }

  /// Gives the file of the saved state its name as a version, and flushes this name.
  ///
  /// @param condition checked immediately before the rename
  void keep(Path state, long serial, DurableFiles.Condition condition) throws IOException {
    files.createDirectories(directory);
    files.replaceByLink(state, file(serial), condition);
  }

  /// Removes versions beyond the last ones.
  void prune() throws IOException {
    for (Version each : list(null).superfluous()) {
      files.disk().delete(file(each.serial()));
    }
  }

  /// Removes temporary files of interrupted saves.
  void removeLeftOvers() throws IOException {
    files.removeAllLeftOvers(directory);
  }
}
