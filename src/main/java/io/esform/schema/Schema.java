package io.esform.schema;

import io.esform.value.Type;
import io.esform.value.Types;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The shape of a block's body.
///
/// @param description one or two sentences of Markdown, for the reference
/// @param attributes by name, in the order the reference lists them
/// @param blocks nested blocks by name, in that order; names are distinct from attributes' names
public record Schema(
    String description,
    SequencedMap<String, AttributeSchema> attributes,
    SequencedMap<String, NestedBlock> blocks) {

  /// How often a nested block may stand, and what its value is.
  public enum Nesting {
    /// At most once; an object, or null when it is not there.
    SINGLE,
    /// Any number; a list of objects in source order.
    LIST
  }

  /// @param required whether at least one must stand
  public record NestedBlock(String name, Nesting nesting, boolean required, Schema schema) {

    /// The type of this block's value in its parent's object.
    public Type impliedType() {
      Type object = schema.impliedType();
      return nesting == Nesting.LIST ? Types.list(object) : object;
    }
  }

  public Schema {
    attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    blocks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(blocks));
  }

  public static Schema of(String description, AttributeSchema... attributes) {
    return of(description, List.of(attributes), List.of());
  }

  public static Schema of(
      String description, List<AttributeSchema> attributes, List<NestedBlock> blocks) {
    var byName = new LinkedHashMap<String, AttributeSchema>();
    attributes.forEach(attribute -> byName.put(attribute.name(), attribute));
    var blocksByName = new LinkedHashMap<String, NestedBlock>();
    blocks.forEach(block -> blocksByName.put(block.name(), block));
    return new Schema(description, byName, blocksByName);
  }

  /// The schema of a block or attribute's own block, or null.
  public @Nullable NestedBlock block(String name) {
    return blocks.get(name);
  }

  public @Nullable AttributeSchema attribute(String name) {
    return attributes.get(name);
  }

  /// The object type of a value of this schema: every attribute and every nested block.
  public Type impliedType() {
    var types = new LinkedHashMap<String, Type>();
    attributes.values().forEach(attribute -> types.put(attribute.name(), attribute.type()));
    blocks.values().forEach(block -> types.put(block.name(), block.impliedType()));
    return Types.object(types);
  }
}
