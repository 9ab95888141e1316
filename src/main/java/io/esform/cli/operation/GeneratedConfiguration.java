package io.esform.cli.operation;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.config.decode.ResourceWriter;
import io.esform.plan.PlanOptions;
import io.esform.plan.existing.Imports;
import io.esform.plan.existing.Imports.ImportResult;
import io.esform.plan.existing.Imports.Imported;
import io.esform.state.State;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Generates the configuration of objects to import that have none.
public final class GeneratedConfiguration {

  private static final String HEADER =
      "# Written by esform from what exists. Read it, put references for what belongs together, and\n"
          + "# keep it as your own.\n";

  private GeneratedConfiguration() {}

  /// Writes the file, unless every import has a configuration.
  public static ExitCode write(Session session, String out) {
    Path file = session.environment().resolve(out);
    if (Files.exists(file)) {
      return reportExisting(session, out);
    }
    try (OpenProject opened = OpenProject.open(session)) {
      State prior = opened == null ? null : opened.load();
      if (opened == null || prior == null) {
        return ExitCode.ERRORS;
      }
      ImportResult result = Imports.withoutConfiguration(opened.inputs(PlanOptions.DEFAULT), prior);
      if (opened.report(result.diagnostics()) == ExitCode.ERRORS) {
        return ExitCode.ERRORS;
      }
      if (!result.objects().isEmpty()) {
        Files.writeString(file, text(result), StandardOpenOption.CREATE_NEW);
        session
            .terminal()
            .err()
            .print(
                "The configuration of %s was written to %s.\n\n"
                    .formatted(
                        result.objects().size() == 1
                            ? "1 import"
                            : result.objects().size() + " imports",
                        out));
      }
      return ExitCode.DONE;
    } catch (FileAlreadyExistsException _) {
      return reportExisting(session, out);
    } catch (IOException failure) {
      return session.fail(
          "Configuration cannot be written",
          "\"%s\" cannot be written: %s.".formatted(out, failure));
    }
  }

  private static ExitCode reportExisting(Session session, String out) {
    return session.fail(
        "File exists",
        "\"%s\" is there already and is not written over. Name another file, or move that one away."
            .formatted(out));
  }

  private static String text(ImportResult result) {
    var text = new StringBuilder(HEADER);
    for (Imported object : result.objects()) {
      text.append('\n')
          .append(
              ResourceWriter.write(
                  object.target().address().resource(),
                  object.schema(),
                  object.state().attributes()));
    }
    return text.toString();
  }
}
