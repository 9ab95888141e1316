package io.esform.cli.project;

import io.esform.cli.session.Session;
import io.esform.state.backend.Workspaces;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The workspace of a command: that of `ESFORM_WORKSPACE`, else the one that was selected in the
/// configuration's directory, else the default one.
///
/// @param origin its source
public record SelectedWorkspace(String name, Origin origin) {

  /// The source of a workspace's name.
  public enum Origin {
    /// `workspace select`, or the default.
    SELECTION,
    /// The environment variable.
    VARIABLE,
    /// A plan file, which names the workspace of its state.
    PLAN_FILE
  }

  public static final String VARIABLE = "ESFORM_WORKSPACE";

  private static final String FILE = ".esform/environment";

  /// @param directory of the configuration
  public static SelectedWorkspace read(Session session, String directory) throws IOException {
    String named = session.environment().variables().getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return new SelectedWorkspace(named, Origin.VARIABLE);
    }
    try {
      byte[] content = session.environment().disk().read(file(session, directory));
      String selected = new String(content, StandardCharsets.UTF_8).strip();
      if (selected.isEmpty()) {
        // An empty name never means the default workspace, which has another state.
        throw new IOException("it is empty; select a workspace with esform workspace select");
      }
      return new SelectedWorkspace(selected, Origin.SELECTION);
    } catch (NoSuchFileException _) {
      return defaultWorkspace();
    }
  }

  static SelectedWorkspace defaultWorkspace() {
    return new SelectedWorkspace(Workspaces.DEFAULT, Origin.SELECTION);
  }

  /// Selects a workspace for subsequent commands.
  public static void write(Session session, String directory, String name) throws IOException {
    Path file = file(session, directory);
    DurableFiles files = session.environment().durableFiles();
    files.createDirectories(file.resolveSibling("."));
    files.replace(file, (name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// The path of the selection's file, as written by the user.
  static String fileName(String directory) {
    return directory.equals(".") ? FILE : directory + "/" + FILE;
  }

  private static Path file(Session session, String directory) {
    return session.environment().resolve(directory).resolve(FILE);
  }

  public boolean isDefault() {
    return name.equals(Workspaces.DEFAULT);
  }
}
