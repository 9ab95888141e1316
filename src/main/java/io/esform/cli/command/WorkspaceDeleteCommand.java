package io.esform.cli.command;

import static io.esform.cli.command.Specifications.counted;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.Locked;
import io.esform.cli.operation.OpenWorkspaces;
import io.esform.cli.project.Backends;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.state.backend.Workspaces;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Deletes a workspace and its state.
final class WorkspaceDeleteCommand implements Command {

  private static final String FORCE = "--force";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Deletes a workspace with its state. If the state has objects, the command is
            refused: destroy them first, or use --force to delete the state and keep the
            objects. The current workspace and the default workspace cannot be deleted.
            """,
            """
            esform workspace delete staging
            esform workspace delete --force staging
            """)
        .addPositional(Specifications.parameter("NAME", "The name of a workspace.", true))
        .addOption(
            Specifications.flag(FORCE, "Delete a state with objects; the objects are kept."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String name = arguments.matchedPositionalValue(0, "");
    boolean force = isSet(arguments, FORCE);
    return OpenWorkspaces.with(
        session,
        workspaces ->
            isDeletable(workspaces, name) ? delete(workspaces, name, force) : ExitCode.ERRORS);
  }

  private static boolean isDeletable(OpenWorkspaces workspaces, String name) throws IOException {
    Session session = workspaces.session();
    workspaces.kept().finishDeletions();
    if (!workspaces.kept().exists(name)) {
      workspaces.unknown(name);
      return false;
    }
    if (name.equals(Workspaces.DEFAULT)) {
      session.fail("Default workspace", "The default workspace cannot be deleted.");
      return false;
    }
    if (name.equals(workspaces.selected())) {
      session.fail(
          "Workspace is in use",
          "The workspace \"%s\" is the current workspace. Select another one first:\n\n    esform workspace select %s\n"
              .formatted(name, Workspaces.DEFAULT));
      return false;
    }
    return true;
  }

  private static ExitCode delete(OpenWorkspaces workspaces, String name, boolean force) {
    Session session = workspaces.session();
    Backends.OpenedBackend opened = Backends.open(session, workspaces.project(), name);
    session.report(opened.diagnostics(), workspaces.project().sources());
    Backend backend = opened.backend();
    return backend == null
        ? ExitCode.ERRORS
        : Locked.run(
            backend,
            session::report,
            "workspace delete",
            () -> underLock(workspaces, backend, name, force));
  }

  private static ExitCode underLock(
      OpenWorkspaces workspaces, Backend backend, String name, boolean force) {
    Session session = workspaces.session();
    Backend.Loaded loaded = backend.load();
    session.report(loaded.diagnostics());
    State state = loaded.state();
    if (state == null) {
      return ExitCode.ERRORS;
    }
    int objects = state.instances().size() + state.deposed().size() + loaded.open().size();
    if (objects > 0 && !force) {
      return session.fail(
          "Workspace is not empty",
          "The state of the workspace \"%s\" holds %s. Destroy these objects first, or use --force to delete the workspace and leave the objects unmanaged."
              .formatted(name, counted(objects, "object")));
    }
    try {
      workspaces.kept().delete(name);
    } catch (IOException failure) {
      return session.fail(
          "Workspace cannot be deleted",
          "Not all files of the workspace \"%s\" can be removed: %s.".formatted(name, failure));
    }
    session.printLine(
        "Deleted the workspace \"%s\".%s"
            .formatted(
                name,
                objects == 0
                    ? ""
                    : " Its state had %s, which esform no longer manages."
                        .formatted(counted(objects, "object"))));
    return ExitCode.DONE;
  }
}
