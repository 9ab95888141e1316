package io.esform.cli.command;

import io.esform.cli.operation.OpenProject;
import io.esform.cli.operation.RenderedHosts;
import io.esform.cli.operation.RenderedHosts.PackResult;
import io.esform.cli.project.DiskPack;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.render.pack.PackFacts;
import io.esform.render.pack.PackFiles;
import io.esform.state.State;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
            each host: stylesheets, patches, SQL, Nginx configuration, scripts. With a Carbon
            pack, also writes the complete changed files of the pack for each node, with
            secrets masked. Neither packs nor drivers of the configuration have to exist.
            Does not access any platform.
            """,
            """
            esform render -C examples/quickstart
            esform render --out /tmp/rendered --pack ~/wso2es-2.0.0.zip
            """)
        .addOption(Specifications.value(OUT, "DIR", "Directory to write to. Default: rendered"))
        .addOption(Specifications.value(PACK, "FILE", "A pack, to write its changed files."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    String pack = arguments.matchedOptionValue(PACK, null);
    String out = arguments.matchedOptionValue(OUT, "rendered");
    if (pack == null) {
      return render(session, out, null);
    }
    try (DiskPack opened = DiskPack.open(session.environment().resolve(pack))) {
      return PackFacts.of(opened).isPresent()
          ? render(session, out, opened)
          : session.fail(
              "Not a Carbon pack",
              "\"%s\" contains no directory repository/conf. Use the zip file of the product, or the directory with its content."
                  .formatted(pack));
    } catch (NoSuchFileException _) {
      return session.fail("Pack not found", "There is no file \"%s\".".formatted(pack));
    } catch (IOException failure) {
      return session.fail(
          "Pack not readable",
          "The pack \"%s\" cannot be read: %s.".formatted(pack, failure.getMessage()));
    }
  }

  private static ExitCode render(Session session, String out, @Nullable PackFiles pack) {
    var undelivering =
        new Session(
            session.environment().deliveringNothing(), session.terminal(), session.options());
    try (OpenProject opened = OpenProject.open(undelivering)) {
      State prior = opened == null ? null : opened.load();
      if (opened == null || prior == null) {
        return ExitCode.ERRORS;
      }
      PlanResult result = opened.plan(prior, new PlanOptions(PlanMode.NORMAL, false));
      opened.report(result.diagnostics());
      Plan plan = result.plan();
      return plan == null
          ? ExitCode.ERRORS
          : write(session, RenderedHosts.of(plan, opened.deliveredFiles()), out, pack);
    }
  }

  private static ExitCode write(
      Session session, RenderedHosts hosts, String out, @Nullable PackFiles pack) {
    Path directory = session.environment().resolve(out);
    try {
      hosts.write(directory);
      PackResult result = pack == null ? PackResult.NONE : hosts.write(directory, pack);
      session.print(hosts.summary(out) + result.summary());
      return session.report(result.misfits());
    } catch (IOException failure) {
      return session.fail(
          "Rendered files cannot be written",
          "Writing to \"%s\" failed: %s.".formatted(out, failure));
    }
  }
}
