package io.esform.cli.command;

import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.operation.KnownAddresses;
import io.esform.cli.operation.OpenState;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Lists the addresses in the state.
final class StateListCommand implements Command {

  private static final String ID = "--id";

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Lists the addresses of all resource instances in the state, one per line. With
            addresses, lists only the instances of these modules and resources.
            """,
            """
            esform state list
            esform state list module.cluster.es_node.this module.network
            esform state list --id i-0abcd1234
            """)
        .addPositional(
            Specifications.parameters("ADDRESS", "A module, resource or instance.", false))
        .addOption(Specifications.value(ID, "ID", "Only the instance with this id."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    OpenState opened = OpenState.open(session);
    State state = opened == null ? null : opened.load();
    if (state == null) {
      return ExitCode.ERRORS;
    }
    var known = new KnownAddresses(session, state);
    NavigableSet<ResourceInstanceAddress> listed = new TreeSet<>();
    List<String> wanted = Specifications.texts(arguments);
    for (String address : wanted) {
      List<ResourceInstanceAddress> found = known.matching(address);
      if (found.isEmpty()) {
        return ExitCode.ERRORS;
      }
      listed.addAll(found);
    }
    String id = arguments.matchedOptionValue(ID, null);
    var text = new StringBuilder();
    for (ResourceInstanceAddress address : wanted.isEmpty() ? known.all() : listed) {
      if (id == null || hasId(state.instance(address), id)) {
        text.append(address).append('\n');
      }
    }
    session.print(text.toString());
    return ExitCode.DONE;
  }

  private static boolean hasId(@Nullable InstanceState instance, String id) {
    Value found = instance == null ? null : instance.attributes().attributes().get("id");
    return found != null && found.unmarked().equals(Value.of(id));
  }
}
