package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;

/// `format` and `formatlist`.
final class FormatFunctions {

  private FormatFunctions() {}

  static Function format() {
    return Function.of(
            "format",
            Types.STRING,
            arguments -> Value.of(TextFormat.apply(arguments.text(0), arguments.from(1))),
            StringFunctions.text("format"))
        .andMore(Parameter.of("values", Types.ANY).nullable());
  }

  static Function formatlist() {
    return Function.of(
            "formatlist",
            Types.list(Types.STRING),
            FormatFunctions::formatlist,
            StringFunctions.text("format"))
        .andMore(Parameter.of("values", Types.ANY).nullable());
  }

  /// One string per element; a value that is not a sequence is used for every element.
  private static Value formatlist(CallArguments arguments) {
    int size = -1;
    for (int position = 1; position < arguments.size(); position++) {
      if (isSequence(arguments.get(position))) {
        int own = arguments.elements(position).size();
        if (size >= 0 && own != size) {
          throw new FunctionFault(
              position, "this list has " + own + " elements, but the lists before it have " + size);
        }
        size = own;
      }
    }
    var texts = new ArrayList<String>();
    Size produced = Size.ofElements();
    for (int index = 0; index < (size < 0 ? 1 : size); index++) {
      arguments.spend(1 + arguments.text(0).length() / 8);
      String text = TextFormat.apply(arguments.text(0), row(arguments, index));
      produced.require(Value.of(text));
      texts.add(text);
    }
    return Value.listOf(texts);
  }

  private static List<Value> row(CallArguments arguments, int index) {
    var row = new ArrayList<Value>();
    for (int position = 1; position < arguments.size(); position++) {
      Value value = arguments.get(position);
      row.add(isSequence(value) ? arguments.elements(position).get(index) : value);
    }
    return row;
  }

  private static boolean isSequence(Value value) {
    return value instanceof ListValue || value instanceof SetValue || value instanceof TupleValue;
  }
}
