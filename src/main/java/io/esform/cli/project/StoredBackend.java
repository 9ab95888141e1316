package io.esform.cli.project;

import io.esform.cli.backendfile.BackendFile;
import io.esform.cli.backendfile.BackendFileJson;
import io.esform.cli.backendfile.BackendFileJson.NotABackendFile;
import io.esform.cli.session.Environment;
import io.esform.cli.session.Session;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads and writes the file that stores the result of `esform init`.
public final class StoredBackend {

  private static final String FILE = ".esform/backend.json";

  private StoredBackend() {}

  /// Null if `esform init` was never run.
  ///
  /// @param directory of the configuration
  /// @throws IOException also if the file is damaged
  public static @Nullable BackendFile read(Session session, String directory) throws IOException {
    try {
      byte[] content = session.environment().disk().read(path(session.environment(), directory));
      return BackendFileJson.read(new String(content, StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return null;
    } catch (NotABackendFile fault) {
      throw new IOException(fault.getMessage(), fault);
    }
  }

  public static void write(Session session, String directory, BackendFile file) throws IOException {
    Path path = path(session.environment(), directory);
    DurableFiles files = session.environment().durableFiles();
    files.createDirectories(path.resolveSibling("."));
    files.replace(path, BackendFileJson.write(file).getBytes(StandardCharsets.UTF_8));
  }

  /// The path of the file, as written by the user.
  public static String name(String directory) {
    return directory.equals(".") ? FILE : directory + "/" + FILE;
  }

  private static Path path(Environment environment, String directory) {
    return environment.resolve(directory).resolve(FILE);
  }
}
