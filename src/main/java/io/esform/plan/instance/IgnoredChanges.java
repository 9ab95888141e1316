package io.esform.plan.instance;

import io.esform.config.Resource;
import io.esform.config.Resource.Lifecycle.IgnoredPath;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.state.InstanceState.Status;
import io.esform.value.AttributePath.Segment;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Applies `ignore_changes`: replaces the named attributes of the configuration by those of the
/// object, also where the configuration sets none. The rest of planning uses the result as the
/// configuration.
public final class IgnoredChanges {

  private IgnoredChanges() {}

  /// The configuration to plan with.
  ///
  /// A tainted object is recreated from the configuration as written. For an interrupted creation,
  /// only values known at that time are kept.
  ///
  /// @param configuration as written; it has been validated
  /// @param prior the existing object, in the schema's types; null for none
  /// @param status of the prior object; null for none
  public static ObjectValue keep(
      Resource resource,
      Schema schema,
      ObjectValue configuration,
      @Nullable ObjectValue prior,
      @Nullable Status status) {
    boolean ignores =
        resource.lifecycle().ignoreAllChanges() || !resource.lifecycle().ignoreChanges().isEmpty();
    if (!ignores || prior == null || status == null) {
      return configuration;
    }
    ObjectValue had = configurable(schema, prior);
    return switch (status) {
      case READY -> keep(resource, configuration, had);
      case INTERRUPTED -> keep(resource, configuration, completed(had, configuration));
      case TAINTED -> configuration;
    };
  }

  private static ObjectValue keep(Resource resource, ObjectValue configuration, ObjectValue prior) {
    ObjectValue kept = configuration;
    if (resource.lifecycle().ignoreAllChanges()) {
      for (String name : configuration.attributes().keySet()) {
        kept = keep(kept, name, prior, List.of());
      }
    }
    for (IgnoredPath ignored : resource.lifecycle().ignoreChanges()) {
      List<Segment> segments = ignored.path().segments();
      if (segments.getFirst() instanceof Segment.Attribute(var name)
          && configuration.attributes().containsKey(name)) {
        kept = keep(kept, name, prior, segments.subList(1, segments.size()));
      }
    }
    return kept;
  }

  private static ObjectValue keep(
      ObjectValue configuration, String name, ObjectValue prior, List<Segment> rest) {
    return configuration.with(
        name, PathMerge.merge(configuration.get(name), prior.get(name), rest));
  }

  /// The prior object without computed attributes, which a configuration cannot contain.
  private static ObjectValue configurable(Schema schema, ObjectValue prior) {
    var values = new TreeMap<String, Value>(prior.attributes());
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (!attribute.presence().isConfigurable()) {
        values.put(attribute.name(), Value.nullOf(attribute.type()));
      }
    }
    for (NestedBlock block : schema.blocks().values()) {
      Value value = prior.get(block.name());
      Value inner = configurable(block, value.unmarked());
      values.put(block.name(), value.isSensitive() ? Value.sensitive(inner) : inner);
    }
    return Value.objectOf(values);
  }

  private static Value configurable(NestedBlock block, Value value) {
    Schema schema = block.schema();
    return switch (value) {
      case ObjectValue object -> configurable(schema, object);
      case ListValue(var type, var elements) -> {
        var inner = new ArrayList<Value>();
        for (Value element : elements) {
          inner.add(element instanceof ObjectValue object ? configurable(schema, object) : element);
        }
        yield Value.listOf(type, inner);
      }
      case Value none when none.isNull() && block.nesting() == Nesting.LIST ->
          Value.listOf(schema.impliedType(), List.of());
      default -> value;
    };
  }

  /// The prior object, with missing values from the configuration.
  private static ObjectValue completed(ObjectValue prior, ObjectValue configuration) {
    var values = new TreeMap<String, Value>();
    prior
        .attributes()
        .forEach(
            (name, value) -> values.put(name, value.isNull() ? configuration.get(name) : value));
    return Value.objectOf(values);
  }
}
