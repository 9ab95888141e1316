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

/// Objects in transition between states: every read returns the next intermediate state, until the
/// final one.
final class Transitions {

  /// The number of reads that return the last intermediate state.
  private static final int LOOKS = 3;

  private final Map<String, Deque<String>> ahead = new HashMap<>();
  private final SortedMap<String, Integer> shown = new TreeMap<>();

  /// Starts a transition of an object, and ends a previous one.
  ///
  /// @param first returned once each, before the last
  /// @param last returned several times
  void begin(String id, String last, String... first) {
    var states = new ArrayDeque<>(Arrays.asList(first));
    states.addAll(Collections.nCopies(LOOKS, last));
    ahead.put(id, states);
  }

  /// The current intermediate state; empty after the transition.
  Optional<String> now(String id) {
    return Optional.ofNullable(ahead.get(id)).map(Deque::peek);
  }

  /// The same for a read by the tested code, which advances the transition.
  ///
  /// @param kind of object, for the counts of {@link #shown}
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

  /// The number of reads per intermediate state, such as `instance pending`.
  SortedMap<String, Integer> shown() {
    return new TreeMap<>(shown);
  }

  /// Objects in a transition that was not read to its end.
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
