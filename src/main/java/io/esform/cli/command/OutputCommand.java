package io.esform.cli.command;

import static io.esform.cli.command.Specifications.JSON;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.cli.operation.OpenState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.OutputView;
import io.esform.cli.view.json.OutputJson;
import io.esform.diag.Suggestion;
import io.esform.state.State;
import io.esform.value.Description;
import io.esform.value.Value;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows the root outputs of the last apply.
final class OutputCommand implements Command {

  private static final String RAW = "--raw";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Shows the outputs that the last apply saved in the state. A sensitive output is
            shown in clear only if it is requested by name, with --raw or --json.
            """,
            """
            esform output
            esform output --raw store_url
            esform output --json | jq -r '.nodes.value[]'
            """)
        .addPositional(Specifications.parameter("NAME", "Show only this output.", false))
        .addOption(Specifications.flag(JSON, "Print JSON."))
        .addOption(Specifications.flag(RAW, "Print a string, number or boolean without quotes."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    if (isSet(arguments, RAW) && isSet(arguments, JSON)) {
      session.fail("Conflicting options", "Use either --raw or --json.");
      return ExitCode.USAGE;
    }
    OpenState opened = OpenState.open(session);
    State state = opened == null ? null : opened.load();
    if (state == null) {
      return ExitCode.ERRORS;
    }
    String name = arguments.matchedPositionalValue(0, null);
    if (name != null) {
      return one(session, arguments, state, name);
    }
    if (isSet(arguments, RAW)) {
      return session.fail("Output name required", "--raw prints one output. Add its name.");
    }
    if (isSet(arguments, JSON)) {
      session.print(OutputJson.render(state.outputs()));
    } else if (state.outputs().isEmpty()) {
      session.printLine(
          "The state has no outputs. The configuration declares none, or it has not been applied.");
    } else {
      session.print(new OutputView(session.style()).render(state.outputs()));
    }
    return ExitCode.DONE;
  }

  private static ExitCode one(Session session, ParseResult arguments, State state, String name) {
    Value value = state.outputs().get(name);
    if (value == null) {
      return session.fail(
          "Unknown output",
          "The state has no output \"%s\".%s Outputs appear after an apply."
              .formatted(name, Suggestion.didYouMean(name, state.outputs().keySet())));
    }
    if (isSet(arguments, JSON)) {
      session.print(OutputJson.value(value));
    } else if (isSet(arguments, RAW)) {
      return raw(session, name, value);
    } else {
      session.print(new OutputView(session.style()).render(value));
    }
    return ExitCode.DONE;
  }

  private static ExitCode raw(Session session, String name, Value value) {
    String raw = OutputView.raw(value);
    if (raw == null) {
      return session.fail(
          "Unsupported value for raw output",
          "The output \"%s\" is %s; --raw prints strings, numbers and booleans. Use --json."
              .formatted(name, Description.kind(value.type())));
    }
    session.print(raw);
    return ExitCode.DONE;
  }
}
