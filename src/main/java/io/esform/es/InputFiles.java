package io.esform.es;

import io.esform.render.pack.PackFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// Files of this machine that configurations name as inputs of hosts. Thread-safe.
public interface InputFiles {

  /// The same files for a plan that delivers none: missing files and other contents are no faults.
  static InputFiles undelivered(InputFiles files) {
    return new UndeliveredFiles(files);
  }

  /// Whether an apply of the plan delivers these files to hosts.
  default boolean areDelivered() {
    return true;
  }

  /// Whether a plain file exists at that path.
  boolean exists(Path file);

  /// SHA-256 of the current content, as hex.
  String sha256(Path file) throws IOException;

  /// Opens a zip file, or a directory with the same content, as a Carbon pack.
  ///
  /// @throws IOException if it cannot be read, or is not a zip file
  PackFiles pack(Path file) throws IOException;

  /// Files of an archive, content by path.
  ///
  /// @param file a zip file, such as a jar, or a gzipped tar archive, by its content
  /// @param wanted tests a path in the archive, which has no `./` at its start
  /// @throws IOException if it cannot be read, or is no such archive
  SortedMap<String, byte[]> entries(Path file, Predicate<String> wanted) throws IOException;

  /// A file of this machine with that content, among those whose checksum this run has computed:
  /// the file of an object in S3 that the same plan uploads. Empty if there is none.
  ///
  /// @param sha256 as hex
  Optional<Path> copy(String sha256);

  /// The absolute path; relative paths are resolved as in the configuration.
  Path absolute(Path file);
}
