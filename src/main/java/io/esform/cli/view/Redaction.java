package io.esform.cli.view;

import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Marks as sensitive what a schema calls so, whatever marks the values carry themselves: the last
/// gate before a value becomes text.
public final class Redaction {

  private Redaction() {}

  /// The object with every attribute that its schema calls sensitive marked; null stays null.
  public static @Nullable ObjectValue marked(Schema schema, @Nullable ObjectValue object) {
    return object == null ? null : of(schema, object);
  }

  /// The object with every attribute that its schema calls sensitive marked.
  public static ObjectValue of(Schema schema, ObjectValue object) {
    var marked = new TreeMap<>(object.attributes());
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (attribute.sensitive()) {
        marked.computeIfPresent(
            attribute.name(), (_, value) -> value.isNull() ? value : Value.sensitive(value));
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      marked.computeIfPresent(block.name(), (_, value) -> markBlock(block.schema(), value));
    }
    return new ObjectValue(marked);
  }

  private static Value markBlock(Schema schema, Value value) {
    if (value instanceof ObjectValue object) {
      return of(schema, object);
    }
    return value instanceof ListValue(var type, var elements)
        ? new ListValue(type, elements.stream().map(element -> markBlock(schema, element)).toList())
        : value;
  }
}
