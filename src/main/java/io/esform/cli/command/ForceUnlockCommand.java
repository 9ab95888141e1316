package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.Approval;
import io.esform.cli.operation.OpenState;
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
            Takes the lock of the state away from the run that holds it, after asking. Only
            for a run on another machine that has ended without giving its lock back; on this
            machine that is noticed, and the next run takes the lock over by itself.
            """,
            "esform force-unlock")
        .addOption(Specifications.flag(FORCE, "Do not ask."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    boolean approved = isSet(arguments, FORCE);
    if (!approved && !Approval.isPossible(session, FORCE)) {
      return ExitCode.ERRORS;
    }
    OpenState opened = OpenState.open(session);
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
            "If that run is still at work, two would write the state. Take the lock away?")) {
      return ExitCode.ERRORS;
    }
    Diagnostics broken = opened.backend().breakLock();
    opened.report(broken);
    if (broken.hasErrors()) {
      return ExitCode.ERRORS;
    }
    session.printLine("The lock is free.");
    return ExitCode.DONE;
  }
}
