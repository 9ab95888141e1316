package io.esform.cli.command;

import io.esform.cli.operation.OpenProject;
import io.esform.cli.operation.RenderedHosts;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.state.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Writes the rendered files of every host.
final class RenderCommand implements Command {

  private static final String OUT = "--out";
  private static final String PACK = "--pack";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Writes the rendered files of every host to a directory, with a subdirectory for
            each host: stylesheets, patches, SQL, Nginx configuration, scripts. With an
            unpacked Carbon pack, also writes the complete changed files of the pack for each
            node, with secrets masked. Does not access any platform.
            """,
            """
            esform render -C examples/quickstart
            esform render --out /tmp/rendered --pack ~/wso2carbon-4.4.7
            """)
        .addOption(Specifications.value(OUT, "DIR", "Directory to write to. Default: rendered"))
        .addOption(
            Specifications.value(PACK, "DIR", "An unpacked pack, to write its changed files."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String packName = arguments.matchedOptionValue(PACK, null);
    Path pack = packName == null ? null : session.environment().resolve(packName);
    if (pack != null && !Files.isDirectory(pack)) {
      return session.fail(
          "Pack not found",
          "\"%s\" is not a directory. Unpack the pack first.".formatted(packName));
    }
    try (OpenProject opened = OpenProject.open(session)) {
      State prior = opened == null ? null : opened.load();
      if (opened == null || prior == null) {
        return ExitCode.ERRORS;
      }
      PlanResult result = opened.plan(prior, new PlanOptions(PlanMode.NORMAL, false));
      opened.report(result.diagnostics());
      Plan plan = result.plan();
      return plan == null
          ? ExitCode.ERRORS
          : write(session, plan, arguments.matchedOptionValue(OUT, "rendered"), pack);
    }
  }

  private static ExitCode write(Session session, Plan plan, String out, @Nullable Path pack) {
    RenderedHosts hosts = RenderedHosts.of(plan);
    var sink = new DiagnosticSink();
    try {
      hosts.write(session.environment().resolve(out), pack, sink);
    } catch (IOException failure) {
      return session.fail(
          "Rendered files cannot be written",
          "Writing to \"%s\" failed: %s.".formatted(out, failure));
    }
    session.print(hosts.summary(out));
    return session.report(sink.toDiagnostics());
  }
}
