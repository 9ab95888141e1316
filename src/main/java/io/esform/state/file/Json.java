package io.esform.state.file;

import io.esform.diag.EsformBug;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// JSON as a tree with the positions in its text.
sealed interface Json {

  /// The offset in a tree that was not read from a text.
  int NOWHERE = -1;

  /// 0-based UTF-16 index of the first character, or {@link #NOWHERE}.
  int offset();

  record Text(String value, int offset) implements Json {}

  record Numeral(BigDecimal value, int offset) implements Json {}

  record Bool(boolean value, int offset) implements Json {}

  record Null(int offset) implements Json {}

  record Array(List<Json> elements, int offset) implements Json {}

  /// @param members in the order of the text
  record Members(SequencedMap<String, Json> members, int offset) implements Json {}

  static Json of(String text) {
    return new Text(text, NOWHERE);
  }

  static Json of(long number) {
    return new Numeral(BigDecimal.valueOf(number), NOWHERE);
  }

  static Json of(boolean flag) {
    return new Bool(flag, NOWHERE);
  }

  static Json arrayOf(List<? extends Json> elements) {
    return new Array(List.copyOf(elements), NOWHERE);
  }

  static Json texts(Iterable<?> items) {
    var elements = new ArrayList<Json>();
    items.forEach(item -> elements.add(of(item.toString())));
    return arrayOf(elements);
  }

  /// Collects the members of an object in insertion order.
  final class Builder {
    private final SequencedMap<String, Json> members = new LinkedHashMap<>();

    Builder put(String name, Json value) {
      if (members.put(name, value) != null) {
        throw new EsformBug("The member " + name + " was written twice.");
      }
      return this;
    }

    boolean isEmpty() {
      return members.isEmpty();
    }

    Json build() {
      return new Members(Collections.unmodifiableSequencedMap(members), NOWHERE);
    }
  }
}
