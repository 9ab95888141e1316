package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.OpenWorkspaces;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Selects the workspace of subsequent commands.
final class WorkspaceSelectCommand implements Command {

  private static final String OR_CREATE = "--or-create";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Selects the workspace for later commands. The environment variable
            ESFORM_WORKSPACE overrides the selection.
            """,
            """
            esform workspace select staging
            esform workspace select --or-create staging
            """)
        .addPositional(Specifications.parameter("NAME", "The name of a workspace.", true))
        .addOption(Specifications.flag(OR_CREATE, "Create it if it does not exist."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String name = arguments.matchedPositionalValue(0, "");
    boolean create = isSet(arguments, OR_CREATE);
    return OpenWorkspaces.with(session, workspaces -> select(workspaces, name, create));
  }

  private static ExitCode select(OpenWorkspaces workspaces, String name, boolean create)
      throws IOException {
    if (!workspaces.supportsSelection()) {
      return ExitCode.ERRORS;
    }
    boolean exists = workspaces.kept().exists(name);
    if (!exists && !create) {
      return workspaces.unknown(name);
    }
    if (!exists && !workspaces.isName(name)) {
      return ExitCode.ERRORS;
    }
    if (!exists) {
      workspaces.kept().create(name);
    }
    workspaces.select(name);
    workspaces
        .session()
        .printLine(
            exists
                ? "Selected the workspace \"%s\".".formatted(name)
                : "Created and selected the workspace \"%s\". Its state is empty.".formatted(name));
    return ExitCode.DONE;
  }
}
