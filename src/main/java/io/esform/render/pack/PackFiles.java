package io.esform.render.pack;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of an open Carbon pack. Paths are relative to the pack's root, with `/`. Thread-safe.
public interface PackFiles extends Closeable {

  /// The content of a file; null if the pack does not have it.
  byte @Nullable [] read(String path) throws IOException;

  /// The names of the files and directories in a directory, sorted; empty if the pack does not have
  /// the directory.
  List<String> names(String directory) throws IOException;
}
