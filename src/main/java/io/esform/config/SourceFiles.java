package io.esform.config;

import java.io.IOException;
import java.util.List;

/// Reads configuration files. Paths use `/` and are relative to the working directory or absolute.
public interface SourceFiles {

  /// The names (not paths) of the regular files in a directory, sorted.
  ///
  /// @throws java.nio.file.NoSuchFileException if the directory does not exist
  List<String> list(String directory) throws IOException;

  /// The text of a file, decoded as UTF-8.
  ///
  /// @throws java.nio.charset.MalformedInputException if it is not UTF-8
  String read(String path) throws IOException;
}
