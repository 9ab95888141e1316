package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.StateView;
import io.esform.cli.view.json.StateJson;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the state, or a plan that was kept in a file.
final class ShowCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            "show",
            """
            Shows what the state holds, or, given a plan file, what that plan would do.
            Sensitive values are never shown.
            """,
            """
            esform show
            esform show cluster.esplan
            esform show --json cluster.esplan
            """)
        .addPositional(
            Specifications.parameter("PLANFILE", "Show this plan instead of the state.", false))
        .addOption(Specifications.flag(JSON, "Print JSON."))
        .addOption(PlanCommand.files())
        .addOption(PlanCommand.summary());
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String file = arguments.matchedPositionalValue(0, null);
    return file == null ? state(session, arguments) : plan(session, arguments, file);
  }

  private static ExitCode state(Session session, ParseResult arguments) {
    OpenState opened = OpenState.open(session);
    State state = opened == null ? null : opened.load();
    if (opened == null || state == null) {
      return ExitCode.ERRORS;
    }
    session.print(
        isSet(arguments, JSON)
            ? StateJson.render(state, opened.project()::schema)
            : new StateView(session.style(), opened.project()::schema).render(state));
    return ExitCode.DONE;
  }

  private static ExitCode plan(Session session, ParseResult arguments, String file) {
    try (KeptPlan kept = KeptPlan.openToShow(session, file)) {
      if (kept == null) {
        return ExitCode.ERRORS;
      }
      PlanCommand.show(kept.opened(), arguments, kept.plan());
      kept.opened().reportBelow(kept.warnings());
      return ExitCode.DONE;
    }
  }
}
