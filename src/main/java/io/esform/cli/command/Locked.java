package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.diag.Diagnostics;
import java.util.function.Supplier;

/// Runs something while no other run may change the state.
final class Locked {

  private Locked() {}

  static ExitCode run(Workspace workspace, String operation, Supplier<ExitCode> work) {
    Diagnostics locked = workspace.backend().lock(operation);
    workspace.report(locked);
    if (locked.hasErrors()) {
      return ExitCode.ERRORS;
    }
    ExitCode end;
    try {
      end = work.get();
    } finally {
      workspace.report(workspace.backend().unlock());
    }
    return end;
  }
}
