package io.esform.cli.command;

import io.esform.cli.operation.OpenState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.State;
import io.esform.state.file.StateCodec.Encoded;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Prints the saved state.
final class StatePullCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
        """
        Prints the stored state as JSON. Sensitive values remain encrypted. To read the
        state, use esform show. To store a pulled state again, use esform state push.
        """,
        "esform state pull > pulled.esform.state");
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    OpenState opened = OpenState.open(session);
    State state = opened == null ? null : opened.load();
    if (opened == null || state == null) {
      return ExitCode.ERRORS;
    }
    Encoded encoded = opened.codec().encode(state);
    opened.report(encoded.diagnostics());
    String text = encoded.text();
    if (text == null) {
      return ExitCode.ERRORS;
    }
    session.print(text);
    return ExitCode.DONE;
  }
}
