package io.esform.cli.command;

import io.esform.cli.operation.Approval;
import io.esform.cli.operation.LossConfirmation;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.plan.PlanMode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Destroys all objects.
final class DestroyCommand implements Command {

  @Override
  public CommandSpec specification() {
    CommandSpec spec =
        Specifications.command(
                "Destroys all objects in the state, after asking for approval.",
                """
                esform destroy
                esform destroy --auto-approve
                esform destroy --target module.cluster.es_load_balancer.this
                esform plan --destroy     only shows the changes
                """)
            .addOption(Specifications.flag(Approval.APPROVED, "Do not ask for approval."))
            .addOption(LossConfirmation.option())
            .addOption(PlanCommand.summary());
    return PlanArguments.addToDestroy(spec);
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    return ApplyCommand.planned(session, arguments, PlanMode.DESTROY);
  }
}
