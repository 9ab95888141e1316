package io.esform.eval.functions;

import io.esform.value.Description;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// The prepared arguments of one call, as Java types for function bodies. Positions are 0-based.
/// Throws {@link FunctionFault} for an argument of the wrong kind.
final class CallArguments {

  private final List<Value> values;
  private final Limits limits;
  private final TemplateRenderer renderer;

  CallArguments(List<Value> values, Limits limits, TemplateRenderer renderer) {
    this.values = List.copyOf(values);
    this.limits = limits;
    this.renderer = renderer;
  }

  int size() {
    return values.size();
  }

  Value get(int position) {
    return values.get(position);
  }

  /// The arguments from this position to the last.
  List<Value> from(int position) {
    return values.subList(position, values.size());
  }

  TemplateRenderer renderer() {
    return renderer;
  }

  /// Counts work that grows faster than the size of the arguments.
  void spend(long steps) {
    if (!limits.spend(steps)) {
      throw tooManySteps(limits);
    }
  }

  static FunctionFault tooManySteps(Limits limits) {
    return new FunctionFault(FunctionFault.NO_ARGUMENT, "it takes " + limits.tooManySteps());
  }

  /// The value as text for a message.
  String shown(int position) {
    return Description.literal(get(position));
  }

  String text(int position) {
    return text(position, get(position));
  }

  private String text(int position, Value value) {
    if (value.unmarked() instanceof StringValue(var text)) {
      return text;
    }
    throw new FunctionFault(position, "a string is required, but " + claim(value));
  }

  BigDecimal number(int position) {
    if (get(position).unmarked() instanceof NumberValue(var number)) {
      return number;
    }
    throw new FunctionFault(position, "a number is required, but " + claim(get(position)));
  }

  boolean truth(int position) {
    if (get(position).unmarked() instanceof BoolValue(var truth)) {
      return truth;
    }
    throw new FunctionFault(position, "a bool is required, but " + claim(get(position)));
  }

  /// A whole number that fits an `int`.
  int whole(int position) {
    try {
      return number(position).intValueExact();
    } catch (ArithmeticException _) {
      throw new FunctionFault(
          position, "a whole number of at most nine digits is required, not " + shown(position));
    }
  }

  /// A whole number, at least `least`.
  int whole(int position, int least) {
    int number = whole(position);
    if (number < least) {
      throw new FunctionFault(
          position, "the number must be at least " + least + ", not " + shown(position));
    }
    return number;
  }

  /// The elements of a list, set or tuple.
  List<Value> elements(int position) {
    return elements(position, get(position));
  }

  List<Value> elements(int position, Value value) {
    return switch (value.unmarked()) {
      case ListValue list -> list.elements();
      case SetValue set -> set.elements();
      case TupleValue tuple -> tuple.elements();
      case StringValue _,
          NumberValue _,
          BoolValue _,
          MapValue _,
          ObjectValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          throw new FunctionFault(
              position, "a list, set or tuple is required, but " + claim(value));
    };
  }

  /// The elements of a map or the attributes of an object, sorted by key.
  SequencedMap<String, Value> entries(int position) {
    return entries(position, get(position));
  }

  SequencedMap<String, Value> entries(int position, Value value) {
    return switch (value.unmarked()) {
      case MapValue map -> map.elements();
      case ObjectValue object -> object.attributes();
      case StringValue _,
          NumberValue _,
          BoolValue _,
          ListValue _,
          SetValue _,
          TupleValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          throw new FunctionFault(position, "a map or an object is required, but " + claim(value));
    };
  }

  /// The strings of a sequence; a null element is a fault.
  List<String> texts(int position) {
    var texts = new ArrayList<String>();
    for (Value element : elements(position)) {
      if (!(element.unmarked() instanceof StringValue(var text))) {
        throw new FunctionFault(
            position,
            "the element at index " + texts.size() + " must be a string, but " + claim(element));
      }
      texts.add(text);
    }
    return texts;
  }

  private String claim(Value value) {
    return Description.claim(value, false);
  }
}
