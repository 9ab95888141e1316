package io.esform.es;

import java.io.IOException;
import java.nio.file.Path;

/// The files of this machine that configurations name as inputs of hosts. Safe for several threads.
public interface InputFiles {

  /// Whether a plain file is there.
  boolean exists(Path file);

  /// SHA-256 of what the file holds now, as hex.
  String sha256(Path file) throws IOException;

  /// Where the file is, wherever the configuration's paths start.
  Path absolute(Path file);
}
