package io.esform.es;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of this machine that configurations name as inputs of hosts.
public interface InputFiles {

  boolean exists(Path file);

  /// Content to be read to its end and closed.
  InputStream open(Path file) throws IOException;

  /// The files of the machine that esform runs on.
  static InputFiles onDisk() {
    return new InputFiles() {
      @Override
      public boolean exists(Path file) {
        return Files.isRegularFile(file);
      }

      @Override
      public InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
      }
    };
  }
}
