package io.esform.cli.command;

import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.StateView;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the addresses in the state.
final class StateListCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
        "state list",
        "Lists the address of every resource instance in the state, one per line.",
        "esform state list");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    State state = StateReader.read(session);
    if (state == null) {
      return ExitCode.ERRORS;
    }
    session.print(StateView.list(state));
    return ExitCode.DONE;
  }
}
