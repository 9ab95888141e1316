package io.esform.es;

import java.io.IOException;
import java.nio.file.Path;

/// Files of this machine that configurations name as inputs of hosts. Thread-safe.
public interface InputFiles {

  /// Whether a plain file exists at that path.
  boolean exists(Path file);

  /// SHA-256 of the current content, as hex.
  String sha256(Path file) throws IOException;

  /// The absolute path; relative paths are resolved as in the configuration.
  Path absolute(Path file);
}
