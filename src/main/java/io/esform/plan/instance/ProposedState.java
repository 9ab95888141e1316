package io.esform.plan.instance;

import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Merges a configuration with defaults and with the existing object. An unset attribute that the
/// provider decides keeps its value, or is unknown.
public final class ProposedState {

  private ProposedState() {}

  public static ObjectValue merge(
      Schema schema, @Nullable ObjectValue prior, ObjectValue configuration) {
    var merged = new TreeMap<String, Value>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      merged.put(attribute.name(), mergeAttribute(attribute, prior, configuration));
    }
    for (NestedBlock block : schema.blocks().values()) {
      Value before = prior == null ? null : prior.attributes().get(block.name());
      merged.put(block.name(), mergeBlock(block, before, configuration.get(block.name())));
    }
    return Value.objectOf(merged);
  }

  private static Value mergeAttribute(
      AttributeSchema attribute, @Nullable ObjectValue prior, ObjectValue configuration) {
    Value configured = configuration.get(attribute.name());
    if (!configured.isNull()) {
      return configured;
    }
    Value defaultValue = attribute.defaultValue();
    if (defaultValue != null) {
      return defaultValue;
    }
    if (!attribute.presence().isComputed()) {
      return configured;
    }
    Value before = prior == null ? null : prior.attributes().get(attribute.name());
    return before == null ? Value.unknown(attribute.type()) : before;
  }

  private static Value mergeBlock(NestedBlock block, @Nullable Value prior, Value configured) {
    if (configured instanceof SensitiveValue(var inner)) {
      return Value.sensitive(mergeBlock(block, prior, inner));
    }
    if (configured instanceof ObjectValue object) {
      return merge(block.schema(), prior instanceof ObjectValue before ? before : null, object);
    }
    if (block.nesting() == Nesting.LIST && configured instanceof ListValue(_, var elements)) {
      List<Value> before = prior instanceof ListValue(_, var values) ? values : List.of();
      var merged = new ArrayList<Value>();
      for (int index = 0; index < elements.size(); index++) {
        Value priorElement = index < before.size() ? before.get(index) : null;
        merged.add(
            elements.get(index) instanceof ObjectValue object
                ? merge(
                    block.schema(),
                    priorElement instanceof ObjectValue there ? there : null,
                    object)
                : elements.get(index));
      }
      return Value.listOf(block.schema().impliedType(), merged);
    }
    return configured;
  }
}
