package io.esform.eval.functions;

import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Marks;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Makes of given arguments what the parameters ask for, and notes what that means for the result.
final class Preparation {

  private final List<Value> values = new ArrayList<>();
  private boolean sensitive;
  private boolean unknown;

  List<Value> values() {
    return values;
  }

  boolean isSensitive() {
    return sensitive;
  }

  boolean isUnknown() {
    return unknown;
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
    unknown |= !value.isWhollyKnown();
    if (!value.containsSensitive()) {
      return value;
    }
    sensitive = true;
    return Marks.strip(value);
  }

  private Value outer(Value value) {
    unknown |= !value.isKnown();
    sensitive |= value.isSensitive();
    return value.unmarked();
  }
}
