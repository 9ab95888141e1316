package io.esform.engine;

import static java.util.Objects.requireNonNull;

import io.esform.address.Dependency;
import io.esform.address.ResourceInstanceAddress;
import io.esform.engine.Block.Need;
import io.esform.engine.Block.Repetition;
import io.esform.engine.Story.Chapter;
import io.esform.state.DeposedKey;
import io.esform.state.JournalRecord.Intent;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.state.backend.Backend.Loaded;
import io.esform.testing.FakeProvider.Ending;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Checks the order of a run's calls by the configuration alone, independent of the engine's
/// graphs.
final class CallOrder {

  private final Chapter chapter;
  private final List<String> calls;
  private final Map<String, Integer> positions = new HashMap<>();

  /// Addresses that may have two objects. Calls do not identify which of them they change.
  private final Set<ResourceInstanceAddress> twofold;

  /// Addresses whose objects were down before the run.
  private final Set<String> down;

  /// The same, and addresses with an open call of a killed run: their objects may be restored or
  /// recreated.
  private final Set<String> unsettled;

  /// Their blocks: an object may have moved to another address of its block.
  private final Set<Integer> downBlocks;

  private CallOrder(
      Chapter chapter,
      List<String> calls,
      Set<ResourceInstanceAddress> twofold,
      Set<ResourceInstanceAddress> down,
      Loaded loaded) {
    this.chapter = chapter;
    this.calls = calls;
    this.twofold = twofold;
    this.down = down.stream().map(Object::toString).collect(Collectors.toSet());
    this.unsettled = new HashSet<>(this.down);
    loaded.open().forEach(it -> unsettled.add(it.intent().address().toString()));
    this.downBlocks =
        Stream.concat(down.stream(), loaded.open().stream().map(it -> it.intent().address()))
            .map(it -> Block.numberOf(it.resource()))
            .collect(Collectors.toSet());
    for (int index = 0; index < calls.size(); index++) {
      positions.put(calls.get(index), index);
    }
  }

  /// The violation of the order; empty for none.
  ///
  /// @param calls their starts and ends, in order: `+create thing.b0`, `-create thing.b0`
  /// @param loaded the state before the run
  /// @param down addresses whose objects were down before the run
  static String broken(
      Chapter chapter, List<String> calls, Loaded loaded, Set<ResourceInstanceAddress> down) {
    State before = requireNonNull(loaded.state());
    var order = new CallOrder(chapter, calls, twofold(before, loaded.open()), down, loaded);
    return Stream.of(
            order.needs(), order.revivals(before), order.deletions(before), order.bounds(before))
        .filter(fault -> !fault.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// Nothing is created or updated before the objects that it refers to. Objects that are down do
  /// not wait for a rollout, since a rollout does not change ids.
  private String needs() {
    for (Block block : chapter.blocks()) {
      for (Need need : block.needs()) {
        for (String address : block.addresses()) {
          for (String needed : addresses(need)) {
            boolean free = downBlocks.contains(block.number()) && isRolledOut(need.number());
            String fault = free ? "" : follows(address, needed);
            if (!fault.isEmpty()) {
              return fault;
            }
          }
        }
      }
    }
    return "";
  }

  private boolean isRolledOut(int number) {
    return chapter.blocks().stream()
        .filter(block -> block.number() == number)
        .anyMatch(CallOrder::isRolledOut);
  }

  private static boolean isRolledOut(Block block) {
    return Block.type(block.number()).equals("es_node")
        && (block.repetition() == Repetition.COUNT || block.repetition() == Repetition.FOR_EACH);
  }

  /// No object that is up is updated before all objects that are down are restored, unless one of
  /// these depends on it. Not checked for objects that have moved to another address.
  private String revivals(State before) {
    Set<Integer> needed = new HashSet<>();
    downBlocks.forEach(number -> needed.addAll(needed(number, before)));
    for (ResourceInstanceAddress address : before.instances().keySet()) {
      Integer start = positions.get("+update " + address);
      if (start != null
          && !unsettled.contains(address.toString())
          && !needed.contains(Block.numberOf(address.resource()))) {
        Set<Integer> own = needed(Block.numberOf(address.resource()), before);
        for (String broken : down) {
          if (end(broken) > start && own.stream().noneMatch(this::isDeleted)) {
            return "update " + address + " began before " + broken + " was revived";
          }
        }
      }
    }
    return "";
  }

  private int end(String address) {
    return Math.max(
        positions.getOrDefault("-create " + address, -1),
        positions.getOrDefault("-update " + address, -1));
  }

  private List<String> addresses(Need need) {
    return chapter.blocks().stream()
        .filter(block -> block.number() == need.number())
        .flatMap(block -> block.addresses().stream().limit(need.whole() ? block.instances() : 1))
        .toList();
  }

  private String follows(String address, String needed) {
    for (String call : List.of("create ", "update ")) {
      Integer start = positions.get("+" + call + address);
      for (String first : List.of("create ", "update ")) {
        Integer end = positions.get("-" + first + needed);
        if (start != null && end != null) {
          if (end > start) {
            return call + address + " began before " + first + needed + " had ended";
          }
          if (chapter.ending(first + needed) != Ending.GOOD) {
            return call + address + " began although " + first + needed + " had failed";
          }
        }
      }
    }
    return "";
  }

  /// Objects are deleted after their dependents in the previous state, unless these dependencies
  /// have a cycle. Not checked for addresses that may have two objects.
  private String deletions(State before) {
    if (!twofold.isEmpty() || hasCircle(before)) {
      return "";
    }
    for (var entry : before.instances().entrySet()) {
      for (Dependency dependency : entry.getValue().dependencies()) {
        for (ResourceInstanceAddress needed : instances(before, dependency)) {
          Integer first = positions.get("-delete " + entry.getKey());
          Integer then = positions.get("+delete " + needed);
          if (first != null && then != null && then < first) {
            return "delete " + needed + " began before delete " + entry.getKey() + " had ended";
          }
        }
      }
    }
    return "";
  }

  private static List<ResourceInstanceAddress> instances(State state, Dependency dependency) {
    return state.instances().keySet().stream()
        .filter(address -> Dependency.meaning(address).contains(dependency))
        .toList();
  }

  private static boolean hasCircle(State state) {
    Map<Integer, Set<Integer>> needs = new HashMap<>();
    state
        .instances()
        .forEach((address, instance) ->
            needs
                .computeIfAbsent(Block.numberOf(address.resource()), _ -> new HashSet<>())
                .addAll(
                    instance.dependencies().stream()
                        .map(dependency -> Block.numberOf(dependency.resource()))
                        .collect(Collectors.toSet())));
    return needs.keySet().stream().anyMatch(start -> reaches(needs, start));
  }

  private static boolean reaches(Map<Integer, Set<Integer>> needs, int start) {
    var seen = new HashSet<Integer>();
    var open = new ArrayDeque<>(needs.getOrDefault(start, Set.of()));
    while (!open.isEmpty()) {
      int next = open.remove();
      if (next == start) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(needs.getOrDefault(next, Set.of()));
      }
    }
    return false;
  }

  /// At most one `es_node` of a block is unavailable at once; each instance of a module has a
  /// separate rollout. A replaced node is unavailable from its deletion until the end of its
  /// creation. If a dependency of the nodes is replaced too, all nodes are deleted first, and the
  /// bound is not checked.
  private String bounds(State before) {
    for (Block block : chapter.blocks()) {
      boolean bounded =
          Block.type(block.number()).equals("es_node")
              && block.repetition() != Repetition.MODULES
              && !block.createFirst()
              && !isTwofold(block)
              && needed(block.number(), before).stream().noneMatch(this::isDeleted);
      if (bounded && mostAway(new HashSet<>(block.addresses())) > 1) {
        return "several instances of b" + block.number() + " were away at once";
      }
    }
    return "";
  }

  private boolean isTwofold(Block block) {
    return twofold.stream()
        .anyMatch(address -> Block.numberOf(address.resource()) == block.number());
  }

  /// Addresses with a deposed object, and those with an object and an interrupted creation of the
  /// next one, which the plan finds.
  private static Set<ResourceInstanceAddress> twofold(State before, List<OpenIntent> open) {
    return Stream.concat(
            before.deposed().keySet().stream().map(DeposedKey::address),
            open.stream()
                .filter(it -> it.intent() instanceof Intent.Create)
                .map(it -> it.intent().address())
                .filter(it -> before.instances().get(it) != null))
        .collect(Collectors.toSet());
  }

  /// The direct and indirect dependencies of a block, by configuration and state.
  private Set<Integer> needed(int number, State before) {
    var seen = new HashSet<Integer>();
    var open = new ArrayDeque<>(List.of(number));
    while (!open.isEmpty()) {
      int next = open.remove();
      Stream<Integer> now =
          chapter.blocks().stream()
              .filter(block -> block.number() == next)
              .flatMap(block -> block.needs().stream().map(Need::number));
      Stream<Integer> then =
          before.instances().entrySet().stream()
              .filter(entry -> Block.numberOf(entry.getKey().resource()) == next)
              .flatMap(entry -> entry.getValue().dependencies().stream())
              .map(dependency -> Block.numberOf(dependency.resource()));
      Stream.concat(now, then).filter(seen::add).forEach(open::add);
    }
    seen.remove(number);
    return seen;
  }

  private boolean isDeleted(int number) {
    return Stream.of(Block.type(number), "module")
        .map(start -> "+delete " + start + ".b" + number)
        .anyMatch(start -> positions.keySet().stream().anyMatch(call -> call.startsWith(start)));
  }

  private int mostAway(Set<String> own) {
    var away = new HashSet<String>();
    return IntStream.range(0, calls.size())
        .map(index -> {
          String call = calls.get(index);
          String address = call.substring(call.indexOf(' ') + 1);
          if (own.contains(address) && !unsettled.contains(address)) {
            track(call, address, away);
          }
          return away.size();
        })
        .max()
        .orElse(0);
  }

  private void track(String call, String address, Set<String> away) {
    boolean replaced = positions.containsKey("+create " + address);
    if (call.startsWith("+update") || (call.startsWith("+delete") && replaced)) {
      away.add(address);
    }
    boolean ended = call.startsWith("-update") || call.startsWith("-create");
    // A failed instance remains unavailable and stops the rollout: no other instance may follow.
    if (ended && chapter.ending(call.substring(1)) == Ending.GOOD) {
      away.remove(address);
    }
  }
}
