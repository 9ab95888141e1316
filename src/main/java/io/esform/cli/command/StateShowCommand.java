package io.esform.cli.command;

import static java.util.Objects.requireNonNull;

import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.operation.KnownAddresses;
import io.esform.cli.operation.OpenState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.cli.view.StateView;
import io.esform.state.State;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Shows one resource instance of the state.
final class StateShowCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            "Shows one resource instance in the state.",
            "esform state show 'module.cluster.es_node.this[\"store-1\"]'")
        .addPositional(
            Specifications.parameter("ADDRESS", "An address from esform state list.", true));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    OpenState opened = OpenState.open(session);
    State state = opened == null ? null : opened.load();
    if (opened == null || state == null) {
      return ExitCode.ERRORS;
    }
    ResourceInstanceAddress address =
        new KnownAddresses(session, state).single(arguments.matchedPositionalValue(0, ""));
    if (address == null) {
      return ExitCode.ERRORS;
    }
    var view = new StateView(session.style(), opened.project()::schema);
    session.print(view.render(address, requireNonNull(state.instance(address))));
    return ExitCode.DONE;
  }
}
