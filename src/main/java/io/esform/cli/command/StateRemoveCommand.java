package io.esform.cli.command;

import static io.esform.cli.command.Specifications.DRY_RUN;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.operation.KnownAddresses;
import io.esform.cli.operation.StateEdit;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.State;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Removes modules, resources or instances from the state, and keeps their objects.
final class StateRemoveCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Removes instances, resources with all their instances, or modules with their
            contents from the state. Their objects are kept, but esform no longer manages
            them. To destroy an object instead, remove its block from the configuration.
            """,
            """
            esform state rm es_dns_record.old
            esform state rm --dry-run module.cluster 'es_node.shop[1]'
            """)
        .addPositional(Specifications.parameters("ADDRESS", "An address in the state.", true))
        .addOption(Specifications.dryRun());
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    boolean dryRun = isSet(arguments, DRY_RUN);
    List<String> wanted = Specifications.texts(arguments);
    StateEdit.Edit work =
        (opened, now) -> edit(new KnownAddresses(opened.session(), now), wanted, dryRun);
    return dryRun ? StateEdit.rehearse(session, work) : StateEdit.run(session, "state rm", work);
  }

  private static StateEdit edit(KnownAddresses known, List<String> wanted, boolean dryRun) {
    NavigableSet<ResourceInstanceAddress> forgotten = new TreeSet<>();
    boolean all = true;
    for (String address : wanted) {
      List<ResourceInstanceAddress> found = known.matching(address);
      all &= !found.isEmpty();
      forgotten.addAll(found);
    }
    return all
        ? StateEdit.save(without(known.state(), forgotten), text(forgotten, dryRun))
        : StateEdit.refused();
  }

  private static State without(State state, NavigableSet<ResourceInstanceAddress> forgotten) {
    var instances = new TreeMap<>(state.instances());
    instances.keySet().removeAll(forgotten);
    var deposed = new TreeMap<>(state.deposed());
    deposed.keySet().removeIf(key -> forgotten.contains(key.address()));
    return new State(
        state.serial(),
        state.lineage(),
        state.outputs(),
        instances,
        deposed,
        state.retiring(forgotten).retired());
  }

  private static String text(NavigableSet<ResourceInstanceAddress> forgotten, boolean dryRun) {
    var text = new StringBuilder();
    forgotten.forEach(address -> text.append(address).append('\n'));
    String count = Specifications.counted(forgotten.size(), "instance");
    return text
        + (dryRun
            ? "\nWould remove %s from the state.\n".formatted(count)
            : "\nRemoved %s from the state. %s not changed.\n"
                .formatted(count, forgotten.size() == 1 ? "Its object was" : "Their objects were"));
  }
}
