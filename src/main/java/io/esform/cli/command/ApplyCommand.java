package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.PlanView;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Does what a plan says: one made now and approved, or one that was kept in a file.
final class ApplyCommand implements Command {

  static final String APPROVED = "--auto-approve";
  static final String QUESTION = "Do you want to carry out these changes?";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            "apply",
            """
            Plans, asks, and does it. Given a plan file, does exactly what that plan says,
            without asking; a plan that was made before the state last changed is refused.
            """,
            """
            esform apply
            esform apply --auto-approve -var 'max_active=80'
            esform apply cluster.esplan
            """)
        .addPositional(
            Specifications.parameter("PLANFILE", "Apply this plan, made by plan --out.", false))
        .addOption(Specifications.flag(APPROVED, "Do not ask."))
        .addOption(Specifications.refresh());
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String file = arguments.matchedPositionalValue(0, null);
    return file == null ? planned(session, arguments, PlanMode.NORMAL) : kept(session, file);
  }

  /// Plans and applies under one lock, so that nothing moves between the two.
  static ExitCode planned(Session session, ParseResult arguments, PlanMode mode) {
    boolean approved = isSet(arguments, APPROVED);
    if (!approved && !Approval.isPossible(session)) {
      return ExitCode.ERRORS;
    }
    try (OpenProject opened = OpenProject.open(session)) {
      return opened == null
          ? ExitCode.ERRORS
          : Locked.run(
              opened,
              mode == PlanMode.DESTROY ? "destroy" : "apply",
              () -> underLock(opened, arguments, approved, mode));
    }
  }

  private static ExitCode underLock(
      OpenProject opened, ParseResult arguments, boolean approved, PlanMode mode) {
    State prior = opened.load();
    Plan plan =
        prior == null
            ? null
            : opened.plan(prior, new PlanOptions(mode, Specifications.refreshes(arguments)));
    if (plan == null) {
      return ExitCode.ERRORS;
    }
    Session session = opened.session();
    session.print(new PlanView(session.style(), false).render(plan));
    String question =
        plan.destroying() ? "Do you want to destroy everything that is listed above?" : QUESTION;
    if (!plan.isEmpty() && !approved && !Approval.given(session, question)) {
      return ExitCode.ERRORS;
    }
    if (!plan.isEmpty() && approved) {
      session.print("\n");
    }
    return Applying.run(opened, plan);
  }

  private static ExitCode kept(Session session, String file) {
    if (!session.options().variables().isEmpty()) {
      return session.fail(
          "Variables with a plan file",
          "A plan file holds the variables' values it was made with; --var and --var-file cannot"
              + " be given beside it.");
    }
    try (KeptPlan kept = KeptPlan.open(session, file)) {
      if (kept == null) {
        return ExitCode.ERRORS;
      }
      OpenProject opened = kept.opened();
      return Locked.run(
          opened,
          "apply",
          () ->
              StaleState.isCurrent(kept, file)
                  ? Applying.run(opened, kept.plan())
                  : ExitCode.ERRORS);
    }
  }
}
