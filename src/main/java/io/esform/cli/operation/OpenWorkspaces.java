package io.esform.cli.operation;

import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.project.SelectedWorkspace;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.diag.Suggestion;
import io.esform.state.backend.Workspaces;
import java.io.IOException;

/// The workspaces of the configuration in the session's directory.
public record OpenWorkspaces(Session session, Project project, Workspaces kept) {

  /// The work of a command; errors of files are reported by the caller.
  public interface WorkspaceOperation {
    ExitCode run(OpenWorkspaces workspaces) throws IOException;
  }

  /// Runs a command with the workspaces, or reports why they cannot be found.
  public static ExitCode with(Session session, WorkspaceOperation work) {
    LoadedProject loaded = ProjectLoader.load(session);
    Project project = loaded.project();
    if (loaded.diagnostics().hasErrors()) {
      return session.report(loaded.diagnostics(), project.sources());
    }
    Workspaces kept = project.workspaces();
    if (kept == null) {
      return ExitCode.ERRORS;
    }
    try {
      return work.run(new OpenWorkspaces(session, project, kept));
    } catch (Workspaces.Unsupported unsupported) {
      return session.fail("Workspaces are not supported", String.valueOf(unsupported.getMessage()));
    } catch (IOException failure) {
      return session.fail(
          "Workspaces cannot be read or written",
          "Access to the files of the workspaces failed: %s.".formatted(failure));
    }
  }

  public String selected() {
    return project.workspace().name();
  }

  /// Selects a workspace for subsequent commands.
  public void select(String name) throws IOException {
    SelectedWorkspace.write(session, project.directory(), name);
  }

  /// Whether commands use the selected workspace; if not, an error has been reported.
  public boolean supportsSelection() {
    if (project.workspace().origin() == SelectedWorkspace.Origin.VARIABLE) {
      session.fail(
          "Workspace is set by the environment",
          "The environment variable %s is set to \"%s\" and overrides the selected workspace. Unset it to select another workspace."
              .formatted(SelectedWorkspace.VARIABLE, selected()));
      return false;
    }
    return true;
  }

  /// Whether the name is valid for a workspace; if not, an error has been reported.
  public boolean isName(String name) {
    if (!Workspaces.isName(name)) {
      session.fail(
          "Invalid workspace name",
          "\"%s\" is not a valid workspace name. A name consists of at most 90 letters, digits, \"_\", \"-\" and \".\", and begins with a letter, a digit or \"_\"."
              .formatted(name));
      return false;
    }
    return true;
  }

  public ExitCode unknown(String name) throws IOException {
    return session.fail(
        "Unknown workspace",
        "There is no workspace \"%s\".%s"
            .formatted(name, Suggestion.didYouMean(name, kept.names())));
  }
}
