package io.esform.cli.operation;

import io.esform.apply.Applier;
import io.esform.apply.ApplyResult;
import io.esform.apply.Cancellation;
import io.esform.cli.session.Environment;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Interruptions;
import io.esform.cli.session.Session;
import io.esform.cli.view.ApplyView;
import io.esform.cli.view.OutputView;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.plan.pipeline.AppliedConfiguration;

/// Applies a plan and reports its progress.
public final class Applying {

  private Applying() {}

  /// Requires the lock of the project's state.
  public static ExitCode run(OpenProject opened, Plan plan) {
    Session session = opened.session();
    Environment environment = session.environment();
    var view = new ApplyView(session.style());
    var cancellation = new Cancellation();
    ApplyResult result;
    try (var progress = new ProgressLines(session, view);
        Interruptions.Watch _ =
            environment
                .interruptions()
                .watch(() -> {
                  cancellation.request();
                  progress.showRunning();
                })) {
      result =
          new Applier(
                  new Applier.Setting(
                      opened.project().registry(),
                      opened.backend(),
                      progress,
                      cancellation,
                      environment.clock(),
                      environment.random(),
                      environment.tasks(),
                      session.options().parallelism()))
              .apply(plan, new AppliedConfiguration(opened.inputs(plan.options()), plan));
    }
    return tell(opened, view, plan, result);
  }

  private static ExitCode tell(OpenProject opened, ApplyView view, Plan plan, ApplyResult result) {
    Session session = opened.session();
    var counts =
        new ApplyView.Counts(plan.toImport(), result.added(), result.changed(), result.destroyed());
    boolean whole = !result.diagnostics().hasErrors() && result.notDone().isEmpty();
    boolean silent =
        plan.changes().stream()
            .map(Change::action)
            .allMatch(action -> action == Action.NO_OP || action == Action.FORGET);
    String gap = silent ? "" : "\n";
    if (whole) {
      opened.report(result.diagnostics());
      session.printLine(
          plan.refreshing() ? view.refreshed() : gap + view.complete(counts, plan.destroying()));
      if (!result.state().outputs().isEmpty()) {
        session.print(
            "\nOutputs:\n\n" + new OutputView(session.style()).render(result.state().outputs()));
      }
      return ExitCode.DONE;
    }
    session.printLine(gap + view.incomplete(counts, plan.destroying()));
    if (!result.notDone().isEmpty()) {
      session.print(
          "\n"
              + view.notDone(
                  result.notDone().stream()
                      .map(step -> new ApplyView.SkippedStep(step.address(), step.reason()))
                      .toList()));
    }
    session.terminal().err().println();
    opened.report(result.diagnostics());
    return ExitCode.ERRORS;
  }
}
