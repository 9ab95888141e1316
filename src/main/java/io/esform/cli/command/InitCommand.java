package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.Approval;
import io.esform.cli.operation.Initialization;
import io.esform.cli.operation.Initialization.Request;
import io.esform.cli.project.GivenArguments;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Prepares the backend, and moves the states to it if it has changed.
final class InitCommand implements Command {

  private static final String MIGRATE = "--migrate-state";
  private static final String RECONFIGURE = "--reconfigure";
  private static final String WORKSPACE = "--workspace";
  private static final String FORCE = "--force";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Prepares the backend of the configuration, and stores its settings for other
            commands. Required only if --backend-config completes the backend block, or if the
            backend has changed. In the second case, --migrate-state copies the states from the
            old backend to the new one, after asking for approval, and --reconfigure uses the
            new backend with the states that it contains.
            """,
            """
            esform init
            esform init --backend-config=bucket=example-states
            esform init --backend-config=prod.esvars
            esform init --migrate-state
            esform init --reconfigure
            """)
        .addOption(
            Specifications.values(
                GivenArguments.OPTION,
                "KEY=VALUE|FILE",
                "An argument of the backend, or a file with arguments. Repeatable."))
        .addOption(
            Specifications.flag(MIGRATE, "Copy the states of the old backend to the new one."))
        .addOption(Specifications.flag(RECONFIGURE, "Ignore the old backend and its arguments."))
        .addOption(
            Specifications.values(
                WORKSPACE, "NAME", "Copy only the state of this workspace. Repeatable."))
        .addOption(
            Specifications.flag(
                FORCE, "Overwrite states in the new backend that are not older copies."))
        .addOption(Specifications.flag(Approval.APPROVED, "Do not ask for approval."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    boolean migrate = isSet(arguments, MIGRATE);
    boolean reconfigure = isSet(arguments, RECONFIGURE);
    if (migrate && reconfigure) {
      session.fail(
          "Options not allowed together",
          "%s copies the states of the old backend; %s ignores them. Use one of the two."
              .formatted(MIGRATE, RECONFIGURE));
      return ExitCode.USAGE;
    }
    return Initialization.run(
        session,
        new Request(
            arguments.matchedOptionValue(GivenArguments.OPTION, List.of()),
            migrate,
            reconfigure,
            arguments.matchedOptionValue(WORKSPACE, List.of()),
            isSet(arguments, Approval.APPROVED),
            isSet(arguments, FORCE)));
  }
}
