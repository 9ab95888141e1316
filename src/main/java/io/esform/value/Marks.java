package io.esform.value;

import io.esform.value.AttributePath.Segment;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/// Removes sensitive marks from a value and restores them: providers see values without marks.
public final class Marks {

  private Marks() {}

  /// The value without marks at any depth.
  public static Value strip(Value value) {
    return switch (value) {
      case SensitiveValue(var inner) -> strip(inner);
      case ListValue(var type, var elements) ->
          value.containsSensitive() ? new ListValue(type, stripAll(elements)) : value;
      case SetValue(var type, var elements) ->
          value.containsSensitive() ? new SetValue(type, stripAll(elements)) : value;
      case TupleValue(var elements) ->
          value.containsSensitive() ? new TupleValue(stripAll(elements)) : value;
      case MapValue(var type, var elements) ->
          value.containsSensitive() ? new MapValue(type, stripAll(elements)) : value;
      case ObjectValue(var attributes) ->
          value.containsSensitive() ? new ObjectValue(stripAll(attributes)) : value;
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _ ->
          value;
    };
  }

  private static List<Value> stripAll(List<Value> elements) {
    return elements.stream().map(Marks::strip).toList();
  }

  private static SequencedMap<String, Value> stripAll(Map<String, Value> elements) {
    var stripped = new TreeMap<String, Value>();
    elements.forEach((name, element) -> stripped.put(name, strip(element)));
    return stripped;
  }

  /// The paths of the marks, outer before inner and in iteration order; the root path for a mark on
  /// the value itself. A mark inside a set counts as a mark on the set.
  public static Set<AttributePath> sensitivePaths(Value value) {
    var found = new LinkedHashSet<AttributePath>();
    collect(value, new ArrayList<>(), found);
    return Collections.unmodifiableSet(found);
  }

  private static void collect(Value value, List<Segment> segments, Set<AttributePath> found) {
    switch (value) {
      case SensitiveValue(var inner) -> {
        found.add(new AttributePath(segments));
        collect(inner, segments, found);
      }
      case ListValue(_, var elements) -> collectSequence(elements, segments, found);
      case TupleValue(var elements) -> collectSequence(elements, segments, found);
      case SetValue _ -> {
        if (value.containsSensitive()) {
          found.add(new AttributePath(segments));
        }
      }
      case MapValue(_, var elements) ->
          elements.forEach(
              (key, element) -> within(new Segment.Key(key), element, segments, found));
      case ObjectValue(var attributes) ->
          attributes.forEach(
              (name, attribute) -> within(new Segment.Attribute(name), attribute, segments, found));
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _ -> {}
    }
  }

  private static void collectSequence(
      List<Value> elements, List<Segment> segments, Set<AttributePath> found) {
    for (int index = 0; index < elements.size(); index++) {
      within(new Segment.Index(index), elements.get(index), segments, found);
    }
  }

  private static void within(
      Segment segment, Value value, List<Segment> segments, Set<AttributePath> found) {
    segments.add(segment);
    collect(value, segments, found);
    segments.removeLast();
  }

  /// The value with marks at these paths. A path that ends at or leads through an unknown, a null
  /// or a set marks that value. A path to a missing element marks nothing.
  public static Value apply(Value value, Collection<AttributePath> paths) {
    if (paths.isEmpty()) {
      return value;
    }
    var root = new MarkTree();
    paths.forEach(path -> root.add(path.segments()));
    return root.mark(value);
  }
}
