package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.plan.Plan;

/// Runs a plan and tells how it goes.
final class Applying {

  private Applying() {}

  static ExitCode run(Workspace workspace, Plan plan) {
    return workspace
        .session()
        .fail(
            "Not there yet",
            "This build cannot apply a plan of " + plan.changes().size() + " changes.");
  }
}
