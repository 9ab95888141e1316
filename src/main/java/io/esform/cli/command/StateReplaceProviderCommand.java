package io.esform.cli.command;

import static io.esform.cli.command.Specifications.counted;
import static io.esform.cli.command.Specifications.isSet;
import static io.esform.cli.operation.Approval.APPROVED;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.cli.operation.Approval;
import io.esform.cli.operation.StateEdit;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.diag.Suggestion;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Assigns the objects of one provider in the state to another.
final class StateReplaceProviderCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Assigns all instances of one provider to another provider, which must have the
            same resource types. No object is changed.
            """,
            """
            esform state replace-provider aws aws.west
            esform state replace-provider --auto-approve aws aws.west
            """)
        .addPositional(
            Specifications.parameter("FROM", "A provider, with its alias if it has one.", true))
        .addPositional(Specifications.second("TO", "The new provider."))
        .addOption(Specifications.flag(APPROVED, "Do not ask for approval."));
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    ProviderKey from = ProviderKey.parse(arguments.matchedPositionalValue(0, ""));
    ProviderKey to = ProviderKey.parse(arguments.matchedPositionalValue(1, ""));
    boolean approved = isSet(arguments, APPROVED);
    if (!approved && !Approval.isPossible(session, APPROVED)) {
      return ExitCode.ERRORS;
    }
    return StateEdit.run(
        session,
        "state replace-provider",
        (opened, now) -> {
          NavigableSet<ResourceInstanceAddress> found = managedBy(now, from);
          String fault = fault(opened.project().registry(), now, from, to);
          if (fault != null) {
            session.fail("Provider cannot be replaced", fault);
            return StateEdit.refused();
          }
          var text = new StringBuilder();
          found.forEach(address -> text.append(address).append('\n'));
          session.print(text.toString());
          String count = counted(found.size(), "instance");
          String question = "Do you want to assign %s to %s?".formatted(count, to);
          return approved || Approval.given(session, question)
              ? StateEdit.save(
                  handedOver(now, from, to),
                  "%sAssigned %s to %s.\n".formatted(approved ? "\n" : "", count, to))
              : StateEdit.refused();
        });
  }

  private static NavigableSet<ResourceInstanceAddress> managedBy(
      State state, ProviderKey provider) {
    var addresses = new TreeSet<ResourceInstanceAddress>();
    state
        .instances()
        .forEach((address, instance) -> {
          if (instance.provider().equals(provider)) {
            addresses.add(address);
          }
        });
    state
        .deposed()
        .forEach((key, instance) -> {
          if (instance.provider().equals(provider)) {
            addresses.add(key.address());
          }
        });
    return addresses;
  }

  private static @Nullable String fault(
      ProviderRegistry registry, State state, ProviderKey from, ProviderKey to) {
    NavigableSet<ResourceInstanceAddress> found = managedBy(state, from);
    if (found.isEmpty()) {
      var known = new TreeSet<String>();
      state.instances().values().forEach(instance -> known.add(instance.provider().toString()));
      return "The provider \"%s\" has no instances in the state.%s"
          .formatted(from, Suggestion.didYouMean(from.toString(), known));
    }
    if (registry.definition(to.provider()) == null) {
      return "There is no provider \"%s\".%s"
          .formatted(
              to, Suggestion.didYouMean(to.toString(), registry.schemas().providers().keySet()));
    }
    for (ResourceInstanceAddress address : found) {
      String type = address.resource().type();
      if (registry.resourceType(to.provider(), type) == null) {
        return "The provider \"%s\" has no resource type %s, which %s requires."
            .formatted(to.provider(), type, address);
      }
    }
    return null;
  }

  private static State handedOver(State state, ProviderKey from, ProviderKey to) {
    var instances = new TreeMap<>(state.instances());
    instances.replaceAll((_, instance) -> handedOver(instance, from, to));
    var deposed = new TreeMap<>(state.deposed());
    deposed.replaceAll((_, instance) -> handedOver(instance, from, to));
    return new State(
        state.serial(), state.lineage(), state.outputs(), instances, deposed, state.retired());
  }

  private static InstanceState handedOver(
      InstanceState instance, ProviderKey from, ProviderKey to) {
    return instance.provider().equals(from) ? instance.withProvider(to) : instance;
  }
}
