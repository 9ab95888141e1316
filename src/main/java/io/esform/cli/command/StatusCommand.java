package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.OpenProject;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.StatusView;
import io.esform.cli.view.json.StatusJson;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.existing.ServiceReports;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows whether each host serves.
final class StatusCommand implements Command {

  private static final String PROBE = "--probe";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Asks each host whether it serves, and shows the results of its probes, its
            versions and the members of its cluster. With --probe, hosts also run the probes
            that log in and that write to the registry, as before they count as ready.
            Changes nothing. The exit status is 1 if a host does not serve.
            """,
            """
            esform status
            esform status --probe
            esform status --json | jq '.hosts[] | select(.ready | not) | .address'
            """)
        .addOption(Specifications.flag(PROBE, "Also run the probes that log in or write."))
        .addOption(Specifications.flag(JSON, "Print JSON."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    try (OpenProject opened = OpenProject.open(session)) {
      State state = opened == null ? null : opened.load();
      if (opened == null || state == null) {
        return ExitCode.ERRORS;
      }
      ServiceReports reports =
          ServiceReports.of(
              opened.inputs(new PlanOptions(PlanMode.REFRESH_ONLY, true)),
              state,
              isSet(arguments, PROBE));
      session.print(
          isSet(arguments, JSON)
              ? StatusJson.render(reports.reports())
              : new StatusView(session.style()).render(reports.reports()));
      opened.report(reports.diagnostics());
      return reports.areGood() ? ExitCode.DONE : ExitCode.ERRORS;
    }
  }
}
