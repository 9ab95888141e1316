package io.esform.value;

import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A total order of values, by kind and then by content, so that sets have the same iteration order
/// in every run.
public final class ValueOrder {

  private static final Comparator<Value> COMPARATOR = ValueOrder::compare;

  private ValueOrder() {}

  public static Comparator<Value> comparator() {
    return COMPARATOR;
  }

  static List<Value> distinctSorted(Collection<Value> elements) {
    return elements.stream().distinct().sorted(COMPARATOR).toList();
  }

  private static int compare(Value left, Value right) {
    int byRank = Integer.compare(rank(left), rank(right));
    return byRank != 0 ? byRank : compareContent(left, right);
  }

  private static int rank(Value value) {
    return switch (value) {
      case NullValue _ -> 0;
      case BoolValue _ -> 1;
      case NumberValue _ -> 2;
      case StringValue _ -> 3;
      case ListValue _, TupleValue _, SetValue _ -> 4;
      case MapValue _, ObjectValue _ -> 5;
      case SensitiveValue _ -> 6;
      case UnknownValue _ -> 7;
    };
  }

  private static int compareContent(Value left, Value right) {
    return switch (left) {
      case NullValue(var type) -> type.display().compareTo(right.type().display());
      case BoolValue(var value) -> Boolean.compare(value, ((BoolValue) right).value());
      case NumberValue(var value) -> value.compareTo(((NumberValue) right).value());
      case StringValue(var value) -> value.compareTo(((StringValue) right).value());
      case ListValue _, TupleValue _, SetValue _ ->
          compareSequences(sequence(left).iterator(), sequence(right).iterator());
      case MapValue _, ObjectValue _ -> compareEntries(entries(left), entries(right));
      case SensitiveValue(var value) -> compare(value, ((SensitiveValue) right).value());
      case UnknownValue(var type) -> type.display().compareTo(right.type().display());
    };
  }

  private static int compareSequences(Iterator<Value> left, Iterator<Value> right) {
    while (left.hasNext() && right.hasNext()) {
      int order = compare(left.next(), right.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(left.hasNext(), right.hasNext());
  }

  private static int compareEntries(Map<String, Value> left, Map<String, Value> right) {
    Iterator<String> leftKeys = left.keySet().iterator();
    Iterator<String> rightKeys = right.keySet().iterator();
    while (leftKeys.hasNext() && rightKeys.hasNext()) {
      int order = leftKeys.next().compareTo(rightKeys.next());
      if (order != 0) {
        return order;
      }
    }
    if (left.size() != right.size()) {
      return Integer.compare(left.size(), right.size());
    }
    return compareSequences(left.values().iterator(), right.values().iterator());
  }

  private static Collection<Value> sequence(Value value) {
    return switch (value) {
      case ListValue list -> list.elements();
      case TupleValue tuple -> tuple.elements();
      case SetValue set -> set.elements();
      case StringValue _,
          NumberValue _,
          BoolValue _,
          MapValue _,
          ObjectValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ ->
          List.of();
    };
  }

  private static Map<String, Value> entries(Value value) {
    return switch (value) {
      case MapValue map -> map.elements();
      case ObjectValue object -> object.attributes();
      case StringValue _,
          NumberValue _,
          BoolValue _,
          ListValue _,
          SetValue _,
          TupleValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ ->
          Map.of();
    };
  }
}
