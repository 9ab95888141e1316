package io.esform.cli.command;

import static io.esform.cli.command.Specifications.DRY_RUN;
import static io.esform.cli.command.Specifications.isSet;

import io.esform.address.Move;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.cli.operation.KnownAddresses;
import io.esform.cli.operation.StateEdit;
import io.esform.cli.session.ExitCode;
import io.esform.cli.session.Session;
import io.esform.state.Mover;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Moves modules, resources or instances of the state to another address.
final class StateMoveCommand implements Command {

  @Override
  public CommandSpec specification() {
    return Specifications.command(
            """
            Changes the address of an instance, of a resource with all its instances, or of a
            module with its contents in the state. No object is changed. Rename the block in
            the configuration as well; a plan then shows no changes.
            """,
            """
            esform state mv es_node.shop es_node.store
            esform state mv 'es_node.store[0]' 'es_node.store["first"]'
            esform state mv --dry-run module.cluster module.shop
            """)
        .addPositional(Specifications.parameter("FROM", "An address in the state.", true))
        .addPositional(Specifications.second("TO", "An unused address."))
        .addOption(Specifications.dryRun());
  }

  @Override
  public ExitCode run(Session session, ParseResult arguments) {
    boolean dryRun = isSet(arguments, DRY_RUN);
    Target from = KnownAddresses.target(session, arguments.matchedPositionalValue(0, ""));
    Target to = KnownAddresses.target(session, arguments.matchedPositionalValue(1, ""));
    if (from == null || to == null) {
      return ExitCode.ERRORS;
    }
    Move.ParsedMove checked = Move.of(from, to);
    session.report(checked.diagnostics());
    Move move = checked.move();
    if (move == null) {
      return ExitCode.ERRORS;
    }
    StateEdit.Edit work =
        (opened, now) -> edit(new KnownAddresses(opened.session(), now), move, dryRun);
    return dryRun ? StateEdit.rehearse(session, work) : StateEdit.run(session, "state mv", work);
  }

  private static StateEdit edit(KnownAddresses known, Move move, boolean dryRun) {
    var moves = new TreeMap<ResourceInstanceAddress, ResourceInstanceAddress>();
    for (ResourceInstanceAddress address : known.all()) {
      move.destination(address).ifPresent(destination -> moves.put(address, destination));
    }
    if (moves.isEmpty()) {
      reportNothing(known, move);
      return StateEdit.refused();
    }
    List<ResourceInstanceAddress> taken =
        moves.values().stream()
            .filter(address -> known.all().contains(address) && !moves.containsKey(address))
            .toList();
    if (!taken.isEmpty()) {
      known
          .session()
          .fail(
              "Address already in use",
              "The state already has an object at \"%1$s\". Nothing was moved. Move that object first, or remove it from the state:\n\n    esform state rm '%1$s'\n"
                  .formatted(taken.getFirst()));
      return StateEdit.refused();
    }
    return StateEdit.save(Mover.move(known.state(), moves), text(moves, dryRun));
  }

  /// Reports the case that the address has only instances that this move does not cover. If it has
  /// none, `matching` has reported that.
  private static void reportNothing(KnownAddresses known, Move move) {
    if (!known.matching(move.from()).isEmpty()) {
      known
          .session()
          .fail(
              "Move of several instances to one",
              "The instances of \"%1$s\" have keys, but \"%2$s\" is a single instance. Move one of them, such as %3$s, or move all of them to an address without a key."
                  .formatted(move.from(), move.to(), known.matching(move.from()).getFirst()));
    }
  }

  private static String text(
      SortedMap<ResourceInstanceAddress, ResourceInstanceAddress> moves, boolean dryRun) {
    var text = new StringBuilder();
    moves.forEach((from, to) -> text.append("%s -> %s\n".formatted(from, to)));
    return text
        + "\n%s %s.\n"
            .formatted(
                dryRun ? "Would move" : "Moved", Specifications.counted(moves.size(), "instance"));
  }
}
