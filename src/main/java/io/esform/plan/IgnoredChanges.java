package io.esform.plan;

import io.esform.config.Resource;
import io.esform.config.Resource.Lifecycle.IgnoredPath;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Suggestion;
import io.esform.value.AttributePath.Step;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Applies `ignore_changes`: what it names stays as it is, whatever the configuration says.
final class IgnoredChanges {

  private IgnoredChanges() {}

  static ObjectValue keep(
      Resource resource, ObjectValue configuration, ObjectValue prior, DiagnosticSink sink) {
    ObjectValue kept = configuration;
    if (resource.lifecycle().ignoreAllChanges()) {
      for (String name : configuration.attributes().keySet()) {
        kept = keep(kept, name, prior);
      }
    }
    for (IgnoredPath ignored : resource.lifecycle().ignoreChanges()) {
      List<Step> steps = ignored.path().steps();
      String name = steps.getFirst() instanceof Step.Attribute(var first) ? first : "";
      if (!configuration.attributes().containsKey(name)) {
        sink.error(
            "Invalid ignore_changes",
            "The type %s has no argument or block named \"%s\".%s"
                .formatted(
                    resource.key().type(),
                    name,
                    Suggestion.didYouMean(name, configuration.attributes().keySet())),
            ignored.range());
      } else if (steps.size() == 1) {
        kept = keep(kept, name, prior);
      } else {
        Value inner =
            merge(kept.get(name), prior.attributes().get(name), steps.subList(1, steps.size()));
        kept = inner == null ? kept : kept.with(name, inner);
      }
    }
    return kept;
  }

  private static ObjectValue keep(ObjectValue configuration, String name, ObjectValue prior) {
    Value before = prior.get(name);
    return configuration.get(name).isNull() ? configuration : configuration.with(name, before);
  }

  /// The configured value with what stands at the path as it was before; of a map also whether it
  /// stands there at all. Null when the path leads to nothing on either side.
  private static @Nullable Value merge(
      @Nullable Value configured, @Nullable Value before, List<Step> path) {
    if (path.isEmpty()) {
      return before;
    }
    if (configured == null || before == null) {
      return configured;
    }
    List<Step> rest = path.subList(1, path.size());
    Value was = before.unmarked();
    Value merged =
        switch (configured.unmarked()) {
          case MapValue map -> mergeEntry(map, was, key(path.getFirst()), rest);
          case ObjectValue object when object.attributes().containsKey(key(path.getFirst())) ->
              mergeAttribute(object, was, key(path.getFirst()), rest);
          case ListValue list when path.getFirst() instanceof Step.Index(int index) ->
              mergeElement(list, was, index, rest);
          default -> configured.unmarked();
        };
    return configured instanceof Value.SensitiveValue ? Value.sensitive(merged) : merged;
  }

  private static String key(Step step) {
    return switch (step) {
      case Step.Attribute(var name) -> name;
      case Step.Key(var key) -> key;
      case Step.Index(int index) -> String.valueOf(index);
    };
  }

  private static Value mergeEntry(MapValue map, Value was, String key, List<Step> rest) {
    Value before = was instanceof MapValue old ? old.elements().get(key) : null;
    var elements = new TreeMap<>(map.elements());
    Value merged = rest.isEmpty() ? before : merge(elements.get(key), before, rest);
    if (merged == null) {
      elements.remove(key);
    } else {
      elements.put(key, merged);
    }
    return Value.mapOf(map.elementType(), elements);
  }

  private static Value mergeAttribute(ObjectValue object, Value was, String name, List<Step> rest) {
    Value before = was instanceof ObjectValue old ? old.attributes().get(name) : null;
    Value merged = merge(object.get(name), before, rest);
    return merged == null ? object : object.with(name, merged);
  }

  /// An element that was not there before is none to keep.
  private static Value mergeElement(ListValue list, Value was, int index, List<Step> rest) {
    List<Value> before = was instanceof ListValue(_, var old) ? old : List.of();
    if (index < 0 || index >= list.elements().size() || index >= before.size()) {
      return list;
    }
    var elements = new ArrayList<>(list.elements());
    Value merged = merge(elements.get(index), before.get(index), rest);
    elements.set(index, merged == null ? elements.get(index) : merged);
    return Value.listOf(list.elementType(), elements);
  }
}
