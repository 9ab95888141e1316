package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.plan.PlanMode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Records changes made outside esform in the state.
final class RefreshCommand implements Command {

  @Override
  public CommandSpec specification() {
    CommandSpec spec =
        Specifications.command(
                """
                Reads what exists now and takes it into the state, without asking; changes
                nothing else. It is apply --refresh-only --auto-approve by a shorter name:
                without --auto-approve that asks first, and plan --refresh-only only shows it.
                """,
                """
                esform refresh
                esform refresh --target module.cluster.es_node.this
                """)
            .addOption(PlanCommand.summary());
    return PlanArguments.addToRefresh(spec);
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    return ApplyCommand.planned(session, arguments, PlanMode.REFRESH_ONLY);
  }
}
