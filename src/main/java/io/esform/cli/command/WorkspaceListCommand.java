package io.esform.cli.command;

import io.esform.cli.operation.OpenWorkspaces;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the workspaces.
final class WorkspaceListCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
        "Lists the workspaces. An asterisk marks the current workspace.", "esform workspace list");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    return OpenWorkspaces.with(
        session,
        workspaces -> {
          for (String name : workspaces.kept().names()) {
            session.printLine((name.equals(workspaces.selected()) ? "* " : "  ") + name);
          }
          return ExitCode.DONE;
        });
  }
}
