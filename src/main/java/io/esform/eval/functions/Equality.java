package io.esform.eval.functions;

import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Whether two values without marks are equal. Values of different kinds are not equal: `1 == "1"`
/// is false, and a list does not equal a tuple. All nulls are equal.
public enum Equality {
  EQUAL,
  DIFFERENT,
  /// Depends on an unknown.
  UNKNOWN;

  public static Equality of(Value left, Value right) {
    if (left instanceof UnknownValue || right instanceof UnknownValue) {
      return UNKNOWN;
    }
    if (left instanceof NullValue || right instanceof NullValue) {
      return of(left instanceof NullValue && right instanceof NullValue);
    }
    return switch (left) {
      case ListValue(_, var elements) ->
          right instanceof ListValue(_, var others) ? sequences(elements, others) : DIFFERENT;
      case TupleValue(var elements) ->
          right instanceof TupleValue(var others) ? sequences(elements, others) : DIFFERENT;
      case SetValue(_, var elements) ->
          right instanceof SetValue(_, var others)
              ? sets(left, elements, right, others)
              : DIFFERENT;
      case MapValue(_, var elements) ->
          right instanceof MapValue(_, var others) ? mappings(elements, others) : DIFFERENT;
      case ObjectValue(var attributes) ->
          right instanceof ObjectValue(var others) ? mappings(attributes, others) : DIFFERENT;
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          NullValue _,
          UnknownValue _,
          Value.SensitiveValue _ ->
          of(left.equals(right));
    };
  }

  private static Equality of(boolean equal) {
    return equal ? EQUAL : DIFFERENT;
  }

  private static Equality sequences(List<Value> left, List<Value> right) {
    if (left.size() != right.size()) {
      return DIFFERENT;
    }
    Equality result = EQUAL;
    Iterator<Value> others = right.iterator();
    for (Value element : left) {
      Equality one = of(element, others.next());
      if (one == DIFFERENT) {
        return DIFFERENT;
      }
      result = one == UNKNOWN ? UNKNOWN : result;
    }
    return result;
  }

  private static Equality sets(Value left, List<Value> elements, Value right, List<Value> others) {
    return left.isWhollyKnown() && right.isWhollyKnown() ? sequences(elements, others) : UNKNOWN;
  }

  private static Equality mappings(Map<String, Value> left, Map<String, Value> right) {
    return left.keySet().equals(right.keySet())
        ? sequences(List.copyOf(left.values()), List.copyOf(right.values()))
        : DIFFERENT;
  }
}
