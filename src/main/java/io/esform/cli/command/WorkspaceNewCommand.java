package io.esform.cli.command;

import io.esform.cli.operation.OpenWorkspaces;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Creates a workspace and selects it.
final class WorkspaceNewCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Creates a workspace and selects it. Each workspace has a separate state, which is
            empty at first, so that one configuration can be deployed several times. In the
            configuration, esform.workspace is the name of the workspace; use it to keep names
            and addresses unique.
            """,
            "esform workspace new staging")
        .addPositional(Specifications.parameter("NAME", "Letters, digits, _, - and .", true));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String name = arguments.matchedPositionalValue(0, "");
    return OpenWorkspaces.with(session, workspaces -> make(workspaces, name));
  }

  private static ExitCode make(OpenWorkspaces workspaces, String name) throws IOException {
    Session session = workspaces.session();
    if (!workspaces.isName(name)) {
      return ExitCode.ERRORS;
    }
    if (workspaces.kept().exists(name) && !workspaces.kept().isEmpty(name)) {
      return session.fail(
          "Workspace already exists",
          "The workspace \"%1$s\" already exists. To select it:\n\n    esform workspace select %1$s\n"
              .formatted(name));
    }
    boolean selected = name.equals(workspaces.selected());
    if (!selected && !workspaces.supportsSelection()) {
      return ExitCode.ERRORS;
    }
    workspaces.kept().create(name);
    if (!selected) {
      workspaces.select(name);
    }
    session.printLine(
        "Created and selected the workspace \"%s\". Its state is empty.".formatted(name));
    return ExitCode.DONE;
  }
}
