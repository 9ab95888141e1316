package io.esform.value;

import io.esform.diag.EsformBug;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A value of the language. Immutable; equality is structural.
///
/// Maps and objects contain their keys in code-unit order, sets their elements in the order of
/// {@link ValueOrder}, so that iteration is the same in every run. Unknown and sensitive values may
/// occur at any depth.
public sealed interface Value {

  Type type();

  record StringValue(String value) implements Value {
    @Override
    public Type type() {
      return Types.STRING;
    }
  }

  /// Numbers are decimal and exact; `1.0` and `1` are the same number.
  record NumberValue(BigDecimal value) implements Value {

    /// The maximum digits of a number, and the maximum places before and after its decimal point. A
    /// number with more is a mistake, and needs too much memory when it is written without an
    /// exponent.
    public static final int MOST_DIGITS = 10_000;

    /// Whether a number exceeds {@link #MOST_DIGITS}. Every number from outside is checked before a
    /// value is created.
    public static boolean isTooLong(BigDecimal number) {
      return Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS;
    }

    public NumberValue {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    @Override
    public Type type() {
      return Types.NUMBER;
    }

    /// The digits without an exponent, as a template shows the number.
    public String display() {
      return value.toPlainString();
    }
  }

  record BoolValue(boolean value) implements Value {
    public static final BoolValue TRUE = new BoolValue(true);
    public static final BoolValue FALSE = new BoolValue(false);

    @Override
    public Type type() {
      return Types.BOOL;
    }
  }

  record ListValue(Type elementType, List<Value> elements) implements Value {
    public ListValue {
      elements = List.copyOf(elements);
    }

    @Override
    public Type type() {
      return Types.list(elementType);
    }
  }

  /// @param elements without duplicates, in the order of {@link ValueOrder}
  record SetValue(Type elementType, List<Value> elements) implements Value {
    public SetValue {
      elements = ValueOrder.distinctSorted(elements);
    }

    @Override
    public Type type() {
      return Types.set(elementType);
    }
  }

  record TupleValue(List<Value> elements) implements Value {
    public TupleValue {
      elements = List.copyOf(elements);
    }

    @Override
    public Type type() {
      return Types.tuple(elements.stream().map(Value::type).toList());
    }
  }

  /// @param elements sorted by key
  record MapValue(Type elementType, SequencedMap<String, Value> elements) implements Value {
    public MapValue {
      elements = SortedEntries.copyOf(elements);
    }

    @Override
    public Type type() {
      return Types.map(elementType);
    }
  }

  /// @param attributes sorted by name
  record ObjectValue(SequencedMap<String, Value> attributes) implements Value {
    public ObjectValue {
      attributes = SortedEntries.copyOf(attributes);
    }

    @Override
    public Type type() {
      var types = new LinkedHashMap<String, Type>();
      attributes.forEach((name, value) -> types.put(name, value.type()));
      return Types.object(types);
    }

    /// The attribute of that name.
    ///
    /// @throws EsformBug if it does not exist: callers have checked the object against a schema
    public Value get(String name) {
      Value found = attributes.get(name);
      if (found == null) {
        throw new EsformBug("The object has no attribute \"" + name + "\".");
      }
      return found;
    }

    public ObjectValue with(String name, Value value) {
      return new ObjectValue(SortedEntries.copyOf(attributes).with(name, value));
    }
  }

  /// The absence of a value, typed.
  record NullValue(Type type) implements Value {}

  /// A value that is known after apply; only its type is known before.
  record UnknownValue(Type type) implements Value {}

  /// A value that must not be shown. Never nested: the inner value is not sensitive itself, but its
  /// elements may be.
  record SensitiveValue(Value value) implements Value {
    public SensitiveValue {
      if (value instanceof SensitiveValue(var inner)) {
        value = inner;
      }
    }

    @Override
    public Type type() {
      return value.type();
    }

    /// Keeps secrets out of logs and failure messages.
    @Override
    public String toString() {
      return "(sensitive)";
    }
  }

  static Value of(String value) {
    return new StringValue(value);
  }

  static Value of(long value) {
    return new NumberValue(BigDecimal.valueOf(value));
  }

  static Value of(boolean value) {
    return value ? BoolValue.TRUE : BoolValue.FALSE;
  }

  static ListValue listOf(Type elementType, Collection<? extends Value> elements) {
    return new ListValue(elementType, new ArrayList<>(elements));
  }

  /// A `list(string)` of these strings.
  static ListValue listOf(Collection<String> texts) {
    return new ListValue(Types.STRING, texts.stream().map(Value::of).toList());
  }

  static MapValue mapOf(Type elementType, Map<String, ? extends Value> elements) {
    return new MapValue(elementType, SortedEntries.copyOf(elements));
  }

  static ObjectValue objectOf(Map<String, ? extends Value> attributes) {
    return new ObjectValue(SortedEntries.copyOf(attributes));
  }

  static Value nullOf(Type type) {
    return new NullValue(type);
  }

  static Value unknown(Type type) {
    return new UnknownValue(type);
  }

  static Value sensitive(Value value) {
    return new SensitiveValue(value);
  }

  default boolean isNull() {
    return unmarked() instanceof NullValue;
  }

  /// True unless the value itself is unknown; its elements may be unknown.
  default boolean isKnown() {
    return !(unmarked() instanceof UnknownValue);
  }

  default boolean isSensitive() {
    return this instanceof SensitiveValue;
  }

  /// The value without its own sensitive mark; marks of nested values stay.
  default Value unmarked() {
    return this instanceof SensitiveValue(var inner) ? inner : this;
  }

  /// True if neither the value nor a nested value is unknown.
  default boolean isWhollyKnown() {
    if (this instanceof UnknownValue) {
      return false;
    }
    for (Value child : children(this)) {
      if (!child.isWhollyKnown()) {
        return false;
      }
    }
    return true;
  }

  /// True if the value or a nested value is sensitive.
  default boolean containsSensitive() {
    if (this instanceof SensitiveValue) {
      return true;
    }
    for (Value child : children(this)) {
      if (child.containsSensitive()) {
        return true;
      }
    }
    return false;
  }

  /// The direct child values: elements, attributes, or the value under a sensitive mark.
  private static Collection<Value> children(Value value) {
    return switch (value) {
      case ListValue list -> list.elements();
      case SetValue set -> set.elements();
      case TupleValue tuple -> tuple.elements();
      case MapValue map -> map.elements().values();
      case ObjectValue object -> object.attributes().values();
      case SensitiveValue sensitive -> List.of(sensitive.value());
      case StringValue _, NumberValue _, BoolValue _, NullValue _, UnknownValue _ -> List.of();
    };
  }
}
