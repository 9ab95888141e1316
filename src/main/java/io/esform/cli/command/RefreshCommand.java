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
                Reads the existing objects and records changes made outside esform in the state,
                without asking for approval. Changes nothing else. It is a short form of
                apply --refresh-only --auto-approve. Without --auto-approve, that command asks
                first; plan --refresh-only only shows the changes.
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
