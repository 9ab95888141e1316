package io.esform.cli.project;

import io.esform.cli.session.Session;
import io.esform.state.backend.Workspaces;
import io.esform.state.disk.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The workspace that commands work in: the one that `ESFORM_WORKSPACE` names, or else the one that
/// was selected in the configuration's directory, or else the default one.
///
/// @param origin what names it
public record SelectedWorkspace(String name, Origin origin) {

  /// What can name the workspace to work in.
  public enum Origin {
    /// `workspace select`, or nothing at all.
    SELECTION,
    /// The environment variable.
    VARIABLE,
    /// A plan file: the one whose state it was made against.
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
        // Never taken for the default workspace: its state is another one.
        throw new IOException("it names no workspace; select one by esform workspace select");
      }
      return new SelectedWorkspace(selected, Origin.SELECTION);
    } catch (NoSuchFileException _) {
      return defaultWorkspace();
    }
  }

  static SelectedWorkspace defaultWorkspace() {
    return new SelectedWorkspace(Workspaces.DEFAULT, Origin.SELECTION);
  }

  /// Selects a workspace for the commands to come.
  public static void write(Session session, String directory, String name) throws IOException {
    Path file = file(session, directory);
    DurableFiles files = session.environment().durableFiles();
    files.createDirectories(file.resolveSibling("."));
    files.replace(file, (name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Where the selection stands, as the user would write it.
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
