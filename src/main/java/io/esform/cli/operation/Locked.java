package io.esform.cli.operation;

import io.esform.cli.session.ExitCode;
import io.esform.diag.Diagnostics;
import io.esform.state.backend.Backend;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs a command while it holds the lock of the state.
public final class Locked {

  private Locked() {}

  public static ExitCode run(OpenProject opened, String operation, Supplier<ExitCode> work) {
    return run(opened.backend(), opened::report, operation, work);
  }

  /// @param operation shown to other runs that find the state locked
  public static ExitCode run(
      Backend backend, Consumer<Diagnostics> report, String operation, Supplier<ExitCode> work) {
    Diagnostics locked = backend.lock(operation);
    report.accept(locked);
    if (locked.hasErrors()) {
      return ExitCode.ERRORS;
    }
    ExitCode end;
    try {
      end = work.get();
    } finally {
      report.accept(backend.unlock());
    }
    return end;
  }
}
