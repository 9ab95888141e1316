package io.esform.cli.command;

import static io.esform.cli.command.Specifications.isSet;
import static java.util.Objects.requireNonNull;

import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.cli.operation.KnownAddresses;
import io.esform.cli.operation.StateEdit;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Marks an instance for replacement by the next apply, or removes that mark.
final class TaintCommand implements Command {

  private static final String ALLOW_MISSING = "--allow-missing";

  private final boolean taints;

  /// @param taints true for `taint`, false for `untaint`
  TaintCommand(boolean taints) {
    this.taints = taints;
  }

  @Override
  public CommandSpec specification() {
    String name = taints ? "taint" : "untaint";
    return Specifications.command(
            taints
                ? """
                Marks a resource instance as tainted: the next apply destroys its object and
                creates it again. This command changes only the state.
                """
                : """
                Removes the mark from a tainted resource instance: the next apply keeps its
                object. An object whose creation failed is also tainted; make sure that it is
                complete. This command changes only the state.
                """,
            "esform %s 'module.cluster.es_node.this[\"store-1\"]'".formatted(name))
        .addPositional(Specifications.parameter("ADDRESS", "A resource instance.", true))
        .addOption(
            Specifications.flag(ALLOW_MISSING, "Succeed if the state does not have the instance."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    boolean allowMissing = isSet(arguments, ALLOW_MISSING);
    Target target = KnownAddresses.target(session, arguments.matchedPositionalValue(0, ""));
    return target == null
        ? ExitCode.ERRORS
        : StateEdit.run(
            session,
            taints ? "taint" : "untaint",
            (_, now) -> edit(new KnownAddresses(session, now), target, allowMissing));
  }

  private StateEdit edit(KnownAddresses known, Target target, boolean allowMissing) {
    if (allowMissing && known.state().instances().keySet().stream().noneMatch(target::contains)) {
      return StateEdit.nothing("There is no %s in the state.\n".formatted(target));
    }
    ResourceInstanceAddress address = known.single(target);
    if (address == null) {
      return StateEdit.refused();
    }
    InstanceState instance = requireNonNull(known.state().instance(address));
    if (taints) {
      return StateEdit.save(
          with(known.state(), address, instance.withStatus(Status.TAINTED)),
          "%s is tainted: the next apply replaces it.\n".formatted(address));
    }
    if (instance.status() != Status.TAINTED) {
      known.session().fail("Not tainted", "%s is not tainted.".formatted(address));
      return StateEdit.refused();
    }
    if (!instance.isIdentified()) {
      known
          .session()
          .fail(
              "Object not created yet",
              "The object of %s is not known yet. The next apply searches for it by its token."
                  .formatted(address));
      return StateEdit.refused();
    }
    return StateEdit.save(
        with(known.state(), address, instance.withStatus(Status.READY).withToken(null)),
        "%s is no longer tainted.\n".formatted(address));
  }

  private static State with(State state, ResourceInstanceAddress address, InstanceState instance) {
    var instances = new TreeMap<>(state.instances());
    instances.put(address, instance);
    return state.withInstances(instances);
  }
}
