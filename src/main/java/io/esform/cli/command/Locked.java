package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.diag.Diagnostics;
import java.util.function.Supplier;

/// Runs something while no other run may change the state.
final class Locked {

  private Locked() {}

  static ExitCode run(OpenProject opened, String operation, Supplier<ExitCode> work) {
    Diagnostics locked = opened.backend().lock(operation);
    opened.report(locked);
    if (locked.hasErrors()) {
      return ExitCode.ERRORS;
    }
    ExitCode end;
    try {
      end = work.get();
    } finally {
      opened.report(opened.backend().unlock());
    }
    return end;
  }
}
