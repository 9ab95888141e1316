package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.PlanView;
import io.esform.cli.view.json.PlanJson;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows what an apply would do.
final class PlanCommand implements Command {

  static final String FILES = "--files";
  private static final String OUT = "--out";
  private static final String DETAILED = "--detailed-exitcode";
  private static final String DESTROY = "--destroy";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            "plan",
            """
            Shows what an apply would do, and why: every resource instance that is created,
            changed, replaced or destroyed, and every rendered file that changes, as a diff.
            Changes nothing.
            """,
            """
            esform plan
            esform plan -C examples/quickstart -var 'max_active=80'
            esform plan --out cluster.esplan
            esform plan --detailed-exitcode     0: nothing to do, 1: errors, 2: changes
            """)
        .addOption(Specifications.value(OUT, "FILE", "Keep the plan in a file, for apply."))
        .addOption(
            Specifications.flag(DETAILED, "Exit with 2 when the plan is not empty, 0 when it is."))
        .addOption(Specifications.flag(JSON, "Print the plan as JSON."))
        .addOption(
            Specifications.flag(FILES, "Show the whole text of new rendered files, not the size."))
        .addOption(Specifications.flag(DESTROY, "Plan to destroy everything."))
        .addOption(Specifications.refresh());
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    try (OpenProject opened = OpenProject.open(session)) {
      State prior = opened == null ? null : opened.load();
      if (opened == null || prior == null) {
        return ExitCode.ERRORS;
      }
      PlanMode mode = isSet(arguments, DESTROY) ? PlanMode.DESTROY : PlanMode.NORMAL;
      Plan plan = opened.plan(prior, new PlanOptions(mode, Specifications.refreshes(arguments)));
      if (plan == null) {
        return ExitCode.ERRORS;
      }
      show(session, arguments, plan);
      String out = arguments.matchedOptionValue(OUT, null);
      if (out != null && KeptPlan.write(opened, plan, out) == ExitCode.ERRORS) {
        return ExitCode.ERRORS;
      }
      return isSet(arguments, DETAILED) && !plan.isEmpty()
          ? ExitCode.CHANGES_PRESENT
          : ExitCode.DONE;
    }
  }

  static void show(Session session, ParseResult arguments, Plan plan) {
    if (isSet(arguments, JSON)) {
      session.print(PlanJson.render(plan, session.environment().version()));
    } else {
      session.print(new PlanView(session.style(), isSet(arguments, FILES)).render(plan));
    }
  }
}
