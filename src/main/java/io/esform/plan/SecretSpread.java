package io.esform.plan;

import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds secrets that a provider has carried over into what it computes. Providers see no marks, so
/// a computed attribute that repeats a sensitive argument comes back without one.
final class SecretSpread {

  /// A text shorter than this is looked for as a whole value only: it stands in many texts by
  /// chance.
  private static final int TELLING = 12;

  private final Set<String> secrets = new HashSet<>();
  private final List<AttributePath> found = new ArrayList<>();

  private SecretSpread() {}

  /// Where computed attributes of `value` hold the texts that are marked in `marked`.
  static List<AttributePath> paths(Schema schema, ObjectValue value, ObjectValue marked) {
    if (!marked.containsSensitive()) {
      return List.of();
    }
    var spread = new SecretSpread();
    marked
        .attributes()
        .forEach((name, attribute) -> {
          if (!isComputed(schema, name)) {
            spread.collect(attribute, false);
          }
        });
    if (!spread.secrets.isEmpty()) {
      for (AttributeSchema attribute : schema.attributes().values()) {
        Value computed = value.attributes().get(attribute.name());
        if (attribute.presence() == Presence.COMPUTED && computed != null) {
          spread.search(computed, AttributePath.of(attribute.name()));
        }
      }
    }
    return spread.found;
  }

  /// What a provider computes, it has sorted itself: a parameter's value may stand in the clear in
  /// another attribute when it is no secret.
  private static boolean isComputed(Schema schema, String name) {
    AttributeSchema attribute = schema.attribute(name);
    return attribute != null && attribute.presence() == Presence.COMPUTED;
  }

  private void collect(Value value, boolean inside) {
    switch (value) {
      case SensitiveValue(var inner) -> collect(inner, true);
      case StringValue(var text) -> {
        if (inside && !text.isEmpty()) {
          secrets.add(text);
        }
      }
      case ListValue(_, var elements) -> elements.forEach(element -> collect(element, inside));
      case SetValue(_, var elements) -> elements.forEach(element -> collect(element, inside));
      case TupleValue(var elements) -> elements.forEach(element -> collect(element, inside));
      case MapValue(_, var entries) -> entries.values().forEach(entry -> collect(entry, inside));
      case ObjectValue(var attributes) ->
          attributes.values().forEach(attribute -> collect(attribute, inside));
      case NumberValue _, BoolValue _, NullValue _, UnknownValue _ -> {}
    }
  }

  private void search(Value value, AttributePath at) {
    switch (value) {
      case StringValue(var text) -> {
        if (tells(text)) {
          found.add(at);
        }
      }
      case ListValue(_, var elements) -> searchAll(elements, at);
      case TupleValue(var elements) -> searchAll(elements, at);
      case SetValue(_, var elements) -> {
        // A mark inside a set is one of the set.
        if (elements.stream().anyMatch(this::holdsSecret)) {
          found.add(at);
        }
      }
      case MapValue(_, var entries) -> entries.forEach((key, entry) -> search(entry, at.key(key)));
      case ObjectValue(var attributes) ->
          attributes.forEach((name, attribute) -> search(attribute, at.attribute(name)));
      case NumberValue _, BoolValue _, NullValue _, UnknownValue _, SensitiveValue _ -> {}
    }
  }

  private void searchAll(List<Value> elements, AttributePath at) {
    for (int index = 0; index < elements.size(); index++) {
      search(elements.get(index), at.index(index));
    }
  }

  private boolean holdsSecret(Value element) {
    var inner = new SecretSpread();
    inner.secrets.addAll(secrets);
    inner.search(Marks.strip(element), AttributePath.ROOT);
    return !inner.found.isEmpty();
  }

  private boolean tells(String text) {
    return secrets.contains(text)
        || secrets.stream().anyMatch(it -> it.length() >= TELLING && text.contains(it));
  }
}
