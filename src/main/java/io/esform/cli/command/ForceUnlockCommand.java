package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.Approval;
import io.esform.cli.operation.OpenState;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.diag.Diagnostics;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Removes the lock of a dead run.
final class ForceUnlockCommand implements Command {

  private static final String FORCE = "--force";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Removes the lock of the state, after asking for approval. Use it only if a run on
            another machine has ended without releasing the lock. The lock of a dead run on
            this machine is detected, and the next run takes it over.
            """,
            "esform force-unlock")
        .addOption(Specifications.flag(FORCE, "Do not ask for approval."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    boolean approved = isSet(arguments, FORCE);
    if (!approved && !Approval.isPossible(session, FORCE)) {
      return ExitCode.ERRORS;
    }
    // Also during a migration, whose end may need the lock.
    OpenState opened = OpenState.open(session, ProjectLoader.loadWithAnyBackend(session));
    if (opened == null) {
      return ExitCode.ERRORS;
    }
    String holder = opened.backend().lockHolder();
    if (holder == null) {
      session.printLine("The state is not locked.");
      return ExitCode.DONE;
    }
    session.printLine(holder + " holds the lock.");
    if (!approved
        && !Approval.given(
            session,
            "If that run is still active, two runs will write the state. Remove the lock?")) {
      return ExitCode.ERRORS;
    }
    Diagnostics broken = opened.backend().breakLock();
    opened.report(broken);
    if (broken.hasErrors()) {
      return ExitCode.ERRORS;
    }
    session.printLine("The state is unlocked.");
    return ExitCode.DONE;
  }
}
