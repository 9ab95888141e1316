package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.GeneratedConfiguration;
import io.esform.cli.operation.KeptPlan;
import io.esform.cli.operation.OpenProject;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.ConcurrentRun;
import io.esform.cli.view.PlanView;
import io.esform.cli.view.SummaryView;
import io.esform.cli.view.json.PlanJson;
import io.esform.diag.Diagnostics;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Shows the actions of an apply.
final class PlanCommand implements Command {

  private static final String FILES = "--files";
  private static final String CHANGES = "--changes";
  private static final String SUMMARY = "--summary";
  private static final String OUT = "--out";
  private static final String GENERATE = "--generate-config-out";
  private static final String DETAILED = "--detailed-exitcode";

  @Override
  public CommandSpec specification() {
    CommandSpec spec =
        Specifications.command(
                """
                Shows the changes that an apply would make, and their reasons: every resource
                instance that is created, updated, replaced or destroyed, and a diff of every
                rendered file that changes. Changes nothing.
                """,
                """
                esform plan
                esform plan -C examples/quickstart -var 'max_active=80'
                esform plan --target module.cluster.es_node.this --summary
                esform plan --refresh-only          changes made outside esform
                esform plan --out cluster.esplan
                esform plan --generate-config-out imported.esf
                esform plan --detailed-exitcode     0: no changes, 1: errors, 2: changes
                """)
            .addOption(Specifications.value(OUT, "FILE", "Save the plan to a file, for apply."))
            .addOption(
                Specifications.flag(DETAILED, "Exit with 2 if there are changes, with 0 if not."))
            .addOption(Specifications.flag(JSON, "Print the plan as JSON."))
            .addOption(
                Specifications.value(
                    GENERATE, "FILE", "First generate the missing configuration of imports."))
            .addOption(files())
            .addOption(changes())
            .addOption(summary());
    return PlanArguments.addTo(spec);
  }

  static OptionSpec files() {
    return Specifications.flag(FILES, "Show the text of new rendered files, not only the size.");
  }

  static OptionSpec changes() {
    return Specifications.flag(
        CHANGES, "Show the stylesheets and patches for files of a pack, not their results.");
  }

  static OptionSpec summary() {
    return Specifications.flag(SUMMARY, "Show one line for each resource that changes.");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    PlanOptions options = PlanArguments.read(session, arguments, PlanMode.NORMAL);
    if (options == null) {
      return ExitCode.USAGE;
    }
    String generate = arguments.matchedOptionValue(GENERATE, null);
    if (generate != null && GeneratedConfiguration.write(session, generate) == ExitCode.ERRORS) {
      return ExitCode.ERRORS;
    }
    try (OpenProject opened = OpenProject.open(session)) {
      State prior = opened == null ? null : opened.load();
      if (opened == null || prior == null) {
        return ExitCode.ERRORS;
      }
      PlanResult result = opened.plan(prior, options);
      Plan plan = result.plan();
      if (plan == null) {
        return opened.report(result.diagnostics());
      }
      Diagnostics otherRun = opened.otherRun();
      show(
          opened, arguments, plan, otherRun.isEmpty() ? ConcurrentRun.ALONE : ConcurrentRun.SHARED);
      opened.reportBelow(result.diagnostics().and(otherRun));
      String out = arguments.matchedOptionValue(OUT, null);
      if (out != null && KeptPlan.write(opened, plan, out) == ExitCode.ERRORS) {
        return ExitCode.ERRORS;
      }
      return isSet(arguments, DETAILED) && !plan.isEmpty()
          ? ExitCode.CHANGES_PRESENT
          : ExitCode.DONE;
    }
  }

  static void show(OpenProject opened, ParseResult arguments, Plan plan) {
    show(opened, arguments, plan, ConcurrentRun.ALONE);
  }

  private static void show(
      OpenProject opened, ParseResult arguments, Plan plan, ConcurrentRun use) {
    Session session = opened.session();
    if (arguments.commandSpec().optionsMap().containsKey(JSON) && isSet(arguments, JSON)) {
      session.print(PlanJson.render(plan, session.environment().version()));
    } else if (isSet(arguments, SUMMARY)) {
      session.print(opened.heading() + new SummaryView(session.style(), use).render(plan));
    } else {
      session.print(
          opened.heading()
              + new PlanView(
                      session.style(),
                      isSet(arguments, FILES),
                      isSet(arguments, CHANGES) ? opened.deliveredFiles() : opened.resultingFiles(),
                      use)
                  .render(plan));
    }
  }
}
