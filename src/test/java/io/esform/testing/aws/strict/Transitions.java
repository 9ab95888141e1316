package io.esform.testing.aws.strict;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is on its way from one state to another: every look at it shows the next of the states it
/// passes, until it has arrived.
final class Transitions {

  /// How many looks show the same state.
  private static final int LOOKS = 3;

  private final Map<String, Deque<String>> ahead = new HashMap<>();
  private final SortedMap<String, Integer> shown = new TreeMap<>();

  /// Sends an object on its way; what it was on before is over.
  ///
  /// @param first shown once each, before the last
  /// @param last shown several times
  void begin(String id, String last, String... first) {
    var states = new ArrayDeque<>(Arrays.asList(first));
    states.addAll(Collections.nCopies(LOOKS, last));
    ahead.put(id, states);
  }

  /// The state it is in; empty once it has arrived.
  Optional<String> now(String id) {
    return Optional.ofNullable(ahead.get(id)).map(Deque::peek);
  }

  /// The same, for somebody who looks at it.
  ///
  /// @param kind of object, for the account of what was shown
  Optional<String> look(String kind, String id) {
    Deque<String> states = ahead.get(id);
    if (states == null) {
      return Optional.empty();
    }
    String state = states.remove();
    if (states.isEmpty()) {
      ahead.remove(id);
    }
    shown.merge(kind + " " + state, 1, Integer::sum);
    return Optional.of(state);
  }

  /// How often each state was shown, such as `instance pending`.
  SortedMap<String, Integer> shown() {
    return new TreeMap<>(shown);
  }

  /// What nobody has looked at until it arrived.
  List<String> ahead() {
    return ahead.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .sorted()
        .toList();
  }

  void forget() {
    ahead.clear();
    shown.clear();
  }
}
