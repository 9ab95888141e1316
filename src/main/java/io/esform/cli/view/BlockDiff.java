package io.esform.cli.view;

import io.esform.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nested blocks of a resource, in configuration syntax: `name { ... }`.
final class BlockDiff {

  private BlockDiff() {}

  static void append(
      ValueDiff diff, int column, String name, @Nullable Value before, @Nullable Value after) {
    for (ListDiff.ElementPair pair : ListDiff.pairs(blocks(before), blocks(after))) {
      if (!pair.isSame()) {
        diff.entry(column, name + " ", pair.before(), pair.after());
      }
    }
  }

  /// One value per block: the object itself, or the elements of a list.
  private static List<Value> blocks(@Nullable Value value) {
    if (value == null) {
      return List.of();
    }
    List<Value> elements = ValueText.elements(value);
    return elements == null ? List.of(value) : elements;
  }
}
