package io.esform.eval.functions;

import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Marks;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Converts arguments to the types of the parameters, and records whether the result is unknown or
/// sensitive.
final class Preparation {

  /// The number of elements that a body moves in one step.
  private static final int PER_STEP = 8;

  private final List<Value> values = new ArrayList<>();
  private boolean sensitive;
  private boolean unknown;
  private long steps;

  List<Value> values() {
    return values;
  }

  boolean isSensitive() {
    return sensitive;
  }

  boolean isUnknown() {
    return unknown;
  }

  /// The work to traverse the values that the body reads.
  long steps() {
    return steps;
  }

  void add(Parameter parameter, int position, Value given) {
    if (given.isNull() && !parameter.isNullable()) {
      throw new FunctionFault(
          position, "the argument \"" + parameter.name() + "\" must not be null");
    }
    Value converted =
        switch (Conversion.convert(given, parameter.type())) {
          case Converted(var value) -> value;
          case Failed failed -> throw new FunctionFault(position, failed.display());
        };
    values.add(
        switch (parameter.reach()) {
          case WHOLE -> whole(converted);
          case OUTER -> outer(converted);
          case AS_GIVEN -> converted;
        });
  }

  private Value whole(Value value) {
    Size size = Size.ofResult();
    size.add(value);
    steps += size.steps();
    unknown |= !value.isWhollyKnown();
    if (!value.containsSensitive()) {
      return value;
    }
    sensitive = true;
    return Marks.strip(value);
  }

  private Value outer(Value value) {
    steps += elements(value) / PER_STEP;
    unknown |= !value.isKnown();
    sensitive |= value.isSensitive();
    return value.unmarked();
  }

  private static int elements(Value value) {
    return switch (value.unmarked()) {
      case Value.ListValue(_, var elements) -> elements.size();
      case Value.SetValue(_, var elements) -> elements.size();
      case Value.TupleValue(var elements) -> elements.size();
      case Value.MapValue(_, var elements) -> elements.size();
      case Value.ObjectValue(var attributes) -> attributes.size();
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          0;
    };
  }
}
