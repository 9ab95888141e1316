package io.esform.schema;

import io.esform.value.AttributePath;
import io.esform.value.AttributePath.Segment;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The schema of a block's body. Created once per type and used for every instance, so derived data
/// is computed at creation.
public final class Schema {

  private final String description;
  private final SequencedMap<String, AttributeSchema> attributes;
  private final SequencedMap<String, NestedBlock> blocks;
  private final Type impliedType;
  private final int version;

  /// The allowed number of nested blocks and the kind of their value.
  public enum Nesting {
    /// At most one; an object, or null when the block is missing.
    SINGLE,
    /// Any number; a list of objects in source order.
    LIST
  }

  /// @param required whether at least one is required
  public record NestedBlock(String name, Nesting nesting, boolean required, Schema schema) {

    /// The type of the value of this block in the object of its parent.
    public Type impliedType() {
      Type object = schema.impliedType();
      return nesting == Nesting.LIST ? Types.list(object) : object;
    }
  }

  private Schema(
      String description,
      SequencedMap<String, AttributeSchema> attributes,
      SequencedMap<String, NestedBlock> blocks,
      int version) {
    this.description = description;
    this.attributes = Collections.unmodifiableSequencedMap(attributes);
    this.blocks = Collections.unmodifiableSequencedMap(blocks);
    this.version = version;
    var types = new LinkedHashMap<String, Type>();
    attributes.values().forEach(attribute -> types.put(attribute.name(), attribute.type()));
    blocks.values().forEach(block -> types.put(block.name(), block.impliedType()));
    this.impliedType = Types.object(types);
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
    return new Schema(description, byName, blocksByName, 0);
  }

  /// This schema with a version. States record the version with which an object was written.
  ///
  /// @param now incremented whenever states of the previous version do not fit this schema
  public Schema withVersion(int now) {
    return new Schema(description, attributes, blocks, now);
  }

  /// 0 unless states of an earlier schema do not fit this one.
  public int version() {
    return version;
  }

  /// One or two sentences of Markdown, for the reference.
  public String description() {
    return description;
  }

  /// The attributes by name, in the order of the reference.
  public SequencedMap<String, AttributeSchema> attributes() {
    return attributes;
  }

  /// Nested blocks by name, in that order. Their names differ from those of attributes.
  public SequencedMap<String, NestedBlock> blocks() {
    return blocks;
  }

  /// The nested block of that name, or null.
  public @Nullable NestedBlock block(String name) {
    return blocks.get(name);
  }

  public @Nullable AttributeSchema attribute(String name) {
    return attributes.get(name);
  }

  /// The path. For a path to or into a sensitive attribute, the path of the enclosing block.
  public AttributePath outsideSecrets(AttributePath path) {
    Schema here = this;
    for (int depth = 0; depth < path.segments().size(); depth++) {
      if (path.segments().get(depth) instanceof Segment.Attribute(var name)) {
        AttributeSchema attribute = here.attribute(name);
        if (attribute != null) {
          return attribute.sensitive()
              ? new AttributePath(path.segments().subList(0, depth))
              : path;
        }
        NestedBlock block = here.block(name);
        if (block == null) {
          return path;
        }
        here = block.schema();
      }
    }
    return path;
  }

  /// The sensitive attributes that are set in a value of this schema, at any depth; also in one
  /// that lacks attributes.
  public List<AttributePath> sensitivePaths(ObjectValue value) {
    var paths = new ArrayList<AttributePath>();
    collectSensitive(value, AttributePath.ROOT, paths);
    return paths;
  }

  private void collectSensitive(ObjectValue value, AttributePath at, List<AttributePath> paths) {
    for (AttributeSchema attribute : attributes.values()) {
      Value set = value.attributes().get(attribute.name());
      // A default is public.
      boolean isSecret = set != null && !set.isNull() && !set.equals(attribute.defaultValue());
      if (attribute.sensitive() && isSecret) {
        paths.add(at.attribute(attribute.name()));
      }
    }
    for (NestedBlock block : blocks.values()) {
      AttributePath inner = at.attribute(block.name());
      switch (value.attributes().get(block.name())) {
        case ObjectValue object -> block.schema().collectSensitive(object, inner, paths);
        case ListValue(_, var elements) -> {
          for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index) instanceof ObjectValue object) {
              block.schema().collectSensitive(object, inner.index(index), paths);
            }
          }
        }
        case null -> {}
        case Value _ -> {}
      }
    }
  }

  /// The attributes that refuse their sensitive value, at any depth.
  ///
  /// @param value with sensitive marks
  public List<RefusedSecret> refusedSecrets(ObjectValue value) {
    var refused = new ArrayList<RefusedSecret>();
    collectRefused(value, AttributePath.ROOT, refused);
    return refused;
  }

  /// @param advice what to set instead
  public record RefusedSecret(AttributePath path, String advice) {}

  private void collectRefused(ObjectValue value, AttributePath at, List<RefusedSecret> refused) {
    for (AttributeSchema attribute : attributes.values()) {
      Value set = value.attributes().get(attribute.name());
      String advice = attribute.secretAdvice();
      if (advice != null && set != null && set.containsSensitive()) {
        refused.add(new RefusedSecret(at.attribute(attribute.name()), advice));
      }
    }
    for (NestedBlock block : blocks.values()) {
      AttributePath inner = at.attribute(block.name());
      Value set = value.attributes().get(block.name());
      switch (set == null ? null : set.unmarked()) {
        case ObjectValue object -> block.schema().collectRefused(object, inner, refused);
        case ListValue(_, var elements) -> {
          for (int index = 0; index < elements.size(); index++) {
            if (elements.get(index).unmarked() instanceof ObjectValue object) {
              block.schema().collectRefused(object, inner.index(index), refused);
            }
          }
        }
        case null -> {}
        case Value _ -> {}
      }
    }
  }

  /// The names of attributes and blocks whose types are or contain `any`: the type of a value has
  /// more information.
  public Set<String> openAttributes() {
    return OpenTypes.attributes(impliedType);
  }

  /// The object type of a value of this schema: every attribute and every nested block.
  public Type impliedType() {
    return impliedType;
  }

  /// The value of an empty body: each attribute null, no blocks.
  public ObjectValue blank() {
    var values = new LinkedHashMap<String, Value>();
    attributes.values().forEach(it -> values.put(it.name(), Value.nullOf(it.type())));
    for (NestedBlock block : blocks.values()) {
      values.put(
          block.name(),
          block.nesting() == Nesting.LIST
              ? Value.listOf(block.schema().impliedType(), List.of())
              : Value.nullOf(block.impliedType()));
    }
    return Value.objectOf(values);
  }
}
