package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;

import io.esform.cli.project.Project;
import io.esform.cli.project.ProjectLoader;
import io.esform.cli.project.ProjectLoader.LoadedProject;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.json.DiagnosticJson;
import io.esform.diag.Diagnostics;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Checks a configuration without variables, state and platforms.
final class ValidateCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Checks the configuration: its syntax, its references, the name and type of every
            argument, and the rules of the resource types for values. Needs no values of
            variables, reads no state and does not access any platform.
            """,
            """
            esform validate
            esform validate --json     for programs
            """)
        .addOption(Specifications.flag(JSON, "Print errors and warnings as JSON."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    LoadedProject loaded = ProjectLoader.checked(ProjectLoader.loadToCheck(session));
    Project project = loaded.project();
    Diagnostics found =
        loaded.diagnostics().and(loaded.validate(new TreeMap<>(), session.environment().tasks()));
    if (Specifications.isSet(arguments, JSON)) {
      session.print(DiagnosticJson.render(found, project.sources()));
      return found.hasErrors() ? ExitCode.ERRORS : ExitCode.DONE;
    }
    ExitCode end = session.report(found, project.sources());
    if (end == ExitCode.DONE) {
      session.printLine("The configuration is valid.");
    }
    return end;
  }
}
