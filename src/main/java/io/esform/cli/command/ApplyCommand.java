package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.Applying;
import io.esform.cli.operation.Approval;
import io.esform.cli.operation.KeptPlan;
import io.esform.cli.operation.Locked;
import io.esform.cli.operation.LossConfirmation;
import io.esform.cli.operation.OpenProject;
import io.esform.cli.operation.StaleConfiguration;
import io.esform.cli.operation.StaleState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Applies a plan: a new one after approval, or a saved one.
final class ApplyCommand implements Command {

  @Override
  public CommandSpec specification() {
    CommandSpec spec =
        Specifications.command(
                """
                Creates a plan, asks for approval, and applies the plan. With a plan file, applies
                exactly that plan without asking. The plan file is refused if the state or the
                configuration has changed since it was created.
                """,
                """
                esform apply
                esform apply --auto-approve -var 'max_active=80'
                esform apply --replace 'module.cluster.es_node.this["store-1"]'
                esform apply cluster.esplan
                esform apply --replace es_database.this --confirm-loss es_database.this
                """)
            .addPositional(
                Specifications.parameter("PLANFILE", "A plan saved by plan --out.", false))
            .addOption(Specifications.flag(Approval.APPROVED, "Do not ask for approval."))
            .addOption(LossConfirmation.option())
            .addOption(PlanCommand.files())
            .addOption(PlanCommand.changes())
            .addOption(PlanCommand.summary());
    return PlanArguments.addTo(spec);
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String file = arguments.matchedPositionalValue(0, null);
    return file == null
        ? planned(session, arguments, PlanMode.NORMAL)
        : kept(session, arguments, file);
  }

  /// Plans and applies under one lock, so that the state does not change in between.
  static ExitCode planned(Session session, ParseResult arguments, PlanMode usual) {
    PlanOptions options = PlanArguments.read(session, arguments, usual);
    if (options == null) {
      return ExitCode.USAGE;
    }
    if (!isApproved(arguments) && !Approval.isPossible(session)) {
      return ExitCode.ERRORS;
    }
    try (OpenProject opened = OpenProject.open(session)) {
      return opened == null
          ? ExitCode.ERRORS
          : Locked.run(
              opened,
              options.mode() == PlanMode.DESTROY ? "destroy" : "apply",
              () -> underLock(opened, arguments, options));
    }
  }

  /// A command without the option `--auto-approve` never asks.
  private static boolean isApproved(ParseResult arguments) {
    return !arguments.commandSpec().optionsMap().containsKey(Approval.APPROVED)
        || isSet(arguments, Approval.APPROVED);
  }

  private static ExitCode underLock(
      OpenProject opened, ParseResult arguments, PlanOptions options) {
    State prior = opened.load();
    if (prior == null) {
      return ExitCode.ERRORS;
    }
    PlanResult result = opened.plan(prior, options);
    Plan plan = result.plan();
    if (plan == null) {
      return opened.report(result.diagnostics());
    }
    Session session = opened.session();
    boolean approved = isApproved(arguments);
    PlanCommand.show(opened, arguments, plan);
    opened.reportBelow(result.diagnostics());
    if (!plan.isEmpty() && !isWanted(opened, arguments, plan)) {
      return ExitCode.ERRORS;
    }
    if (!plan.isEmpty() && approved) {
      session.print("\n");
    }
    return Applying.run(opened, plan);
  }

  private static boolean isWanted(OpenProject opened, ParseResult arguments, Plan plan) {
    Session session = opened.session();
    var losses = new LossConfirmation(opened, arguments, plan);
    return isApproved(arguments)
        ? losses.isGivenBeforehand()
        : Approval.given(session, opened.question(question(plan))) && losses.isGiven();
  }

  private static String question(Plan plan) {
    return switch (plan.options().mode()) {
      case NORMAL -> "Do you want to perform these actions";
      case DESTROY -> "Do you want to destroy all objects listed above";
      case REFRESH_ONLY -> "Do you want to record these changes in the state";
    };
  }

  private static ExitCode kept(Session session, ParseResult arguments, String file) {
    List<String> options = new ArrayList<>(PlanArguments.given(arguments));
    if (!session.options().variables().isEmpty()) {
      options.add("--var and --var-file");
    }
    if (!options.isEmpty()) {
      session.fail(
          "Options not allowed with a plan file",
          "A plan file contains the options and the values of variables that it was created with."
              + " Remove %s.".formatted(String.join(", ", options)));
      return ExitCode.USAGE;
    }
    try (KeptPlan kept = KeptPlan.openToApply(session, file)) {
      if (kept == null) {
        return ExitCode.ERRORS;
      }
      OpenProject opened = kept.opened();
      opened.report(kept.warnings());
      return Locked.run(
          opened,
          "apply",
          () -> {
            boolean sameState = StaleState.isCurrent(kept, file);
            boolean sameFiles = StaleConfiguration.isCurrent(kept, file);
            if (!sameState || !sameFiles) {
              return ExitCode.ERRORS;
            }
            if (!new LossConfirmation(opened, arguments, kept.plan()).isGivenBeforehand()) {
              return ExitCode.ERRORS;
            }
            session.print(opened.heading());
            return Applying.run(opened, kept.plan());
          });
    }
  }
}
