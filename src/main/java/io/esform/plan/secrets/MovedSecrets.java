package io.esform.plan.secrets;

import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds collections in which a secret may have moved away from its mark: a platform may return a
/// list in another order, or with more elements.
public final class MovedSecrets {

  private final List<AttributePath> found = new ArrayList<>();

  private MovedSecrets() {}

  /// The paths of collections in `value` that are secret as a whole.
  ///
  /// @param marked the prior or the requested value
  public static List<AttributePath> paths(Value marked, Value value) {
    var moved = new MovedSecrets();
    moved.search(marked, value, AttributePath.ROOT);
    return moved.found;
  }

  private void search(Value marked, Value value, AttributePath at) {
    if (marked.isSensitive() || !marked.containsSensitive() || !value.isKnown()) {
      return;
    }
    if (!isInPlace(marked, value)) {
      found.add(at);
      return;
    }
    List<Value> elements = elements(marked);
    List<Value> others = elements(value);
    for (int index = 0; elements != null && others != null && index < elements.size(); index++) {
      search(elements.get(index), others.get(index), at.index(index));
    }
    Map<String, Value> entries = entries(marked);
    Map<String, Value> otherEntries = entries(value);
    if (entries != null && otherEntries != null) {
      entries.forEach((name, entry) -> {
        Value other = otherEntries.get(name);
        if (other != null) {
          search(entry, other, marked instanceof MapValue ? at.key(name) : at.attribute(name));
        }
      });
    }
  }

  /// Whether each secret directly in the collection is where its mark is. An object's attributes do
  /// not move.
  private static boolean isInPlace(Value marked, Value value) {
    List<Value> elements = elements(marked);
    if (elements != null) {
      List<Value> others = elements(value);
      return others != null && others.size() == elements.size() && eachIsThere(elements, others);
    }
    return !(marked instanceof MapValue(_, var entries))
        || !(value instanceof MapValue(_, var others))
        || entries.keySet().containsAll(others.keySet())
        || entries.entrySet().stream()
            .allMatch(entry -> isThere(entry.getValue(), others.get(entry.getKey())));
  }

  private static boolean eachIsThere(List<Value> elements, List<Value> others) {
    for (int index = 0; index < elements.size(); index++) {
      if (!isThere(elements.get(index), others.get(index))) {
        return false;
      }
    }
    return true;
  }

  /// Whether every secret in the first value has its text at the same place of the other.
  private static boolean isThere(Value marked, @Nullable Value value) {
    if (!marked.containsSensitive()) {
      return true;
    }
    if (value == null) {
      return false;
    }
    if (marked instanceof SensitiveValue(var secret)) {
      return !secret.isWhollyKnown() || Marks.strip(secret).equals(value);
    }
    List<Value> elements = elements(marked);
    List<Value> others = elements(value);
    if (elements != null) {
      return others != null && others.size() == elements.size() && eachIsThere(elements, others);
    }
    Map<String, Value> entries = entries(marked);
    Map<String, Value> otherEntries = entries(value);
    return entries == null
        || (otherEntries != null
            && entries.entrySet().stream()
                .allMatch(entry -> isThere(entry.getValue(), otherEntries.get(entry.getKey()))));
  }

  private static @Nullable List<Value> elements(Value value) {
    return switch (value) {
      case ListValue(_, var elements) -> elements;
      case TupleValue(var elements) -> elements;
      default -> null;
    };
  }

  private static @Nullable Map<String, Value> entries(Value value) {
    return switch (value) {
      case MapValue(_, var entries) -> entries;
      case ObjectValue(var attributes) -> attributes;
      default -> null;
    };
  }
}
