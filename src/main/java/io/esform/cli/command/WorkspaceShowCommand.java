package io.esform.cli.command;

import io.esform.cli.operation.OpenWorkspaces;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the current workspace.
final class WorkspaceShowCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
        "Prints the name of the current workspace.", "esform workspace show");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    return OpenWorkspaces.with(
        session,
        workspaces -> {
          session.printLine(workspaces.selected());
          return ExitCode.DONE;
        });
  }
}
