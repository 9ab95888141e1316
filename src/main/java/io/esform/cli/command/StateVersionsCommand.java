package io.esform.cli.command;

import io.esform.cli.operation.OpenState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.VersionsView;
import io.esform.state.backend.Versions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the versions of the state.
final class StateVersionsCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
        """
        Lists the stored state and its earlier versions, newest first: the serial, the time of
        the save, and the size. An asterisk marks the stored state. The last %d versions are
        kept.
        """
            .formatted(Versions.KEPT),
        "esform state versions");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    OpenState opened = OpenState.open(session);
    if (opened == null) {
      return ExitCode.ERRORS;
    }
    Versions found = opened.backend().versions();
    opened.report(found.diagnostics());
    if (found.diagnostics().hasErrors()) {
      return ExitCode.ERRORS;
    }
    session.print(VersionsView.render(found));
    if (found.current() == null) {
      session.printLine(
          found.earlier().isEmpty()
              ? "There is no stored state, and no version of it."
              : "\nThe stored state is missing or damaged. To restore a version of it:\n\n    esform state restore %d"
                  .formatted(found.highest()));
    }
    return ExitCode.DONE;
  }
}
