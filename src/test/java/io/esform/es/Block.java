package io.esform.es;

import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A configured block for tests; unset arguments are null.
final class Block {

  private final Schema schema;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, List<Block>> blocks = new LinkedHashMap<>();

  Block(Schema schema) {
    this.schema = schema;
  }

  Block set(String name, Value value) {
    if (schema.attribute(name) == null) {
      throw new IllegalArgumentException("no argument " + name);
    }
    values.put(name, value);
    return this;
  }

  Block set(String name, String value) {
    return set(name, Value.of(value));
  }

  Block set(String name, long value) {
    return set(name, Value.of(value));
  }

  Block unset(String name) {
    values.remove(name);
    return this;
  }

  /// Adds a nested block of that name, which the caller fills.
  Block add(String name) {
    NestedBlock nested = schema.block(name);
    if (nested == null) {
      throw new IllegalArgumentException("no block " + name);
    }
    var block = new Block(nested.schema());
    blocks.computeIfAbsent(name, _ -> new ArrayList<>()).add(block);
    return block;
  }

  Block nested(String name) {
    return blocks.getOrDefault(name, List.of()).getFirst();
  }

  ObjectValue configuration() {
    return object(false, null);
  }

  /// The proposed state of the core: with defaults, and computed attributes from the prior state or
  /// unknown.
  ObjectValue proposed(@Nullable ObjectValue prior) {
    return object(true, prior);
  }

  private ObjectValue object(boolean withDefaults, @Nullable ObjectValue prior) {
    var all = new TreeMap<String, Value>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      all.put(attribute.name(), attributeValue(attribute, withDefaults, prior));
    }
    for (NestedBlock nested : schema.blocks().values()) {
      var objects =
          blocks.getOrDefault(nested.name(), List.of()).stream()
              .map(block -> block.object(withDefaults, null))
              .toList();
      all.put(
          nested.name(),
          nested.nesting() == Nesting.LIST
              ? Value.listOf(nested.schema().impliedType(), objects)
              : objects.isEmpty() ? Value.nullOf(nested.impliedType()) : objects.getFirst());
    }
    return new ObjectValue(all);
  }

  private Value attributeValue(
      AttributeSchema attribute, boolean withDefaults, @Nullable ObjectValue prior) {
    Value set = values.get(attribute.name());
    if (set != null) {
      return set;
    }
    if (withDefaults && attribute.presence().isComputed()) {
      return prior == null ? Value.unknown(attribute.type()) : prior.get(attribute.name());
    }
    Value defaultValue = attribute.defaultValue();
    return withDefaults && defaultValue != null ? defaultValue : Value.nullOf(attribute.type());
  }
}
