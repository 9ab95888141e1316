package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.plan.Plan;
import io.esform.state.State;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Writes what would be on every host.
final class RenderCommand implements Command {

  private static final String OUT = "--out";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            "render",
            """
            Writes the files that every host would boot with into a folder, one folder for each
            host: stylesheets, patches, SQL, Nginx configuration, scripts. Reaches no platform.
            """,
            """
            esform render -C examples/quickstart
            esform render --out /tmp/rendered
            """)
        .addOption(Specifications.value(OUT, "DIR", "Where to write them. Default: rendered"));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    try (Workspace workspace = Workspace.open(session)) {
      State prior = workspace == null ? null : workspace.load();
      Plan plan = workspace == null || prior == null ? null : workspace.plan(prior, false, false);
      if (plan == null) {
        return ExitCode.ERRORS;
      }
      String out = arguments.matchedOptionValue(OUT, "rendered");
      Path directory = session.environment().resolve(out);
      RenderedHosts hosts = RenderedHosts.of(plan);
      try {
        hosts.write(directory);
      } catch (IOException failure) {
        return session.fail(
            "Rendered files cannot be written",
            "Writing to \"%s\" failed: %s.".formatted(out, failure));
      }
      session.print(hosts.summary(out));
      return ExitCode.DONE;
    }
  }
}
