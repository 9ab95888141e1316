package io.esform.plan.instance;

import io.esform.value.AttributePath.Segment;
import io.esform.value.Type;
import io.esform.value.Type.AnyType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Copies the part of a prior value at a path into a configured value. If only one of the two
/// values has the key of the last segment, the key is added or removed. A path that exists on
/// neither side, or leads through an unknown value, changes nothing.
final class PathMerge {

  private PathMerge() {}

  /// The copied part is sensitive if either value is.
  static Value merge(Value configured, Value prior, List<Segment> path) {
    if (path.isEmpty()) {
      return configured.containsSensitive() ? Value.sensitive(prior) : prior;
    }
    Value now = configured.unmarked();
    Value merged = mergeInner(now, prior.unmarked(), path);
    boolean secret = configured.isSensitive() || (prior.isSensitive() && !merged.equals(now));
    return secret ? Value.sensitive(merged) : merged;
  }

  private static Value mergeInner(Value configured, Value prior, List<Segment> path) {
    Segment segment = path.getFirst();
    List<Segment> rest = path.subList(1, path.size());
    return switch (configured) {
      case MapValue(_, var elements) -> mergeEntry(configured, elements, prior, key(segment), rest);
      case ObjectValue(var attributes) ->
          mergeEntry(configured, attributes, prior, key(segment), rest);
      case NullValue(var type) when rest.isEmpty() ->
          entryAlone(configured, type, prior, key(segment));
      case ListValue(_, var elements) -> mergeElement(configured, elements, prior, segment, rest);
      case TupleValue(var elements) -> mergeElement(configured, elements, prior, segment, rest);
      default -> configured;
    };
  }

  private static String key(Segment segment) {
    return switch (segment) {
      case Segment.Attribute(var name) -> name;
      case Segment.Key(var key) -> key;
      case Segment.Index(int index) -> String.valueOf(index);
    };
  }

  /// The entries by key; null for a value without keys.
  private static @Nullable Map<String, Value> entries(Value value) {
    return switch (value) {
      case MapValue(_, var elements) -> elements;
      case ObjectValue(var attributes) -> attributes;
      case NullValue(var type) when !(type instanceof ObjectType) -> Map.of();
      default -> null;
    };
  }

  private static Value mergeEntry(
      Value configured, Map<String, Value> entries, Value prior, String key, List<Segment> rest) {
    Map<String, Value> then = entries(prior);
    if (then == null) {
      return configured;
    }
    Value now = entries.get(key);
    Value was = then.get(key);
    var merged = new TreeMap<>(entries);
    if (was == null && rest.isEmpty()) {
      merged.remove(key);
    } else if (was != null && now != null) {
      merged.put(key, merge(now, was, rest));
    } else if (was != null && rest.isEmpty()) {
      merged.put(key, was);
    }
    boolean emptied = merged.isEmpty() && !entries.isEmpty();
    return emptied && prior.isNull() ? prior : likeBoth(configured, prior, merged);
  }

  private static Value likeBoth(Value configured, Value prior, Map<String, Value> entries) {
    if (!(configured instanceof MapValue(var type, _))) {
      return Value.objectOf(entries);
    }
    boolean sameType =
        prior.isNull() || (prior instanceof MapValue(var other, _) && other.equals(type));
    return sameType ? Value.mapOf(type, entries) : Value.objectOf(entries);
  }

  /// The prior entry of that key, if the configuration has no map or object.
  private static Value entryAlone(Value configured, Type type, Value prior, String key) {
    Map<String, Value> then = entries(prior);
    Value was = then == null ? null : then.get(key);
    if (was == null) {
      return configured;
    }
    Map<String, Value> only = Map.of(key, was);
    return switch (prior) {
      case MapValue(var elementType, _) -> Value.mapOf(elementType, only);
      case ObjectValue _ when type instanceof AnyType -> Value.objectOf(only);
      default -> configured;
    };
  }

  /// An element that only one of the two has is not kept.
  private static Value mergeElement(
      Value configured, List<Value> elements, Value prior, Segment segment, List<Segment> rest) {
    List<Value> then =
        switch (prior) {
          case ListValue(_, var before) -> before;
          case TupleValue(var before) -> before;
          default -> List.of();
        };
    if (!(segment instanceof Segment.Index(int index))
        || index < 0
        || index >= Math.min(elements.size(), then.size())) {
      return configured;
    }
    var merged = new ArrayList<>(elements);
    merged.set(index, merge(elements.get(index), then.get(index), rest));
    return configured instanceof ListValue(var type, _)
            && prior instanceof ListValue(var other, _)
            && other.equals(type)
        ? Value.listOf(type, merged)
        : new TupleValue(merged);
  }
}
