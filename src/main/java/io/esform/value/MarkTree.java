package io.esform.value;

import io.esform.value.AttributePath.Segment;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Paths as a prefix tree, so that marking visits every part of a value at most once.
final class MarkTree {

  private boolean marked;

  /// By name, or by index in text form. A key of a map and an attribute of an object are the same
  /// segment.
  private final Map<String, MarkTree> inner = new LinkedHashMap<>();

  void add(List<Segment> segments) {
    MarkTree node = this;
    for (Segment segment : segments) {
      String name =
          switch (segment) {
            case Segment.Attribute(var attribute) -> attribute;
            case Segment.Key(var key) -> key;
            case Segment.Index(var index) -> Integer.toString(index);
          };
      node = node.inner.computeIfAbsent(name, _ -> new MarkTree());
    }
    node.marked = true;
  }

  Value mark(Value value) {
    return switch (value) {
      case SensitiveValue(var content) -> Value.sensitive(mark(content));
      case ListValue(var type, var elements) ->
          own(inner.isEmpty() ? value : new ListValue(type, sequence(elements)));
      case TupleValue(var elements) ->
          own(inner.isEmpty() ? value : new TupleValue(sequence(elements)));
      case MapValue(var type, var elements) ->
          own(inner.isEmpty() ? value : Value.mapOf(type, mapping(elements)));
      case ObjectValue(var attributes) ->
          own(inner.isEmpty() ? value : Value.objectOf(mapping(attributes)));
      case SetValue _,
          Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _ ->
          Value.sensitive(value);
    };
  }

  private Value own(Value value) {
    return marked ? Value.sensitive(value) : value;
  }

  private List<Value> sequence(List<Value> elements) {
    var copy = new ArrayList<>(elements);
    inner.forEach((name, tree) -> {
      if (isIndex(name, copy.size())) {
        int index = Integer.parseInt(name);
        copy.set(index, tree.mark(copy.get(index)));
      }
    });
    return copy;
  }

  private static boolean isIndex(String name, int size) {
    return !name.isEmpty()
        && name.length() <= 9
        && name.chars().allMatch(digit -> digit >= '0' && digit <= '9')
        && Integer.parseInt(name) < size;
  }

  private Map<String, Value> mapping(Map<String, Value> elements) {
    var copy = new TreeMap<>(elements);
    inner.forEach((name, tree) -> copy.computeIfPresent(name, (_, element) -> tree.mark(element)));
    return copy;
  }
}
