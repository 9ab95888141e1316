package io.esform.eval.functions;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Functions over sequences.
final class ListFunctions {

  private static final int LONGEST_RANGE = 1_000_000;
  private static final Type ANY_LIST = Types.list(Types.ANY);

  private ListFunctions() {}

  static Function chunklist() {
    return Function.of(
            "chunklist",
            ANY_LIST,
            ListFunctions::chunklist,
            Parameter.outer("list", ANY_LIST),
            Parameter.of("size", Types.NUMBER))
        .giving(arguments -> Types.list(arguments.getFirst().type()));
  }

  private static Value chunklist(CallArguments arguments) {
    List<Value> elements = arguments.elements(0);
    int size = arguments.whole(1, 0);
    int step = size == 0 ? Math.max(1, elements.size()) : size;
    Type element = Elements.typeOf(arguments.get(0).type());
    var chunks = new ArrayList<Value>();
    for (int start = 0; start < elements.size(); start += step) {
      chunks.add(
          new ListValue(element, elements.subList(start, Math.min(start + step, elements.size()))));
    }
    return new ListValue(Types.list(element), chunks);
  }

  /// Removes nulls and empty strings.
  static Function compact() {
    return Function.of(
        "compact",
        Types.list(Types.STRING),
        arguments ->
            new ListValue(
                Types.STRING,
                arguments.elements(0).stream()
                    .filter(element -> element instanceof StringValue(var text) && !text.isEmpty())
                    .toList()),
        Parameter.of("list", Types.list(Types.STRING)));
  }

  static Function concat() {
    return Function.of(
            "concat", Types.ANY, ListFunctions::concat, Parameter.outer("sequence", Types.ANY))
        .andMore(Parameter.outer("sequences", Types.ANY))
        .giving(ListFunctions::concatType);
  }

  private static Value concat(CallArguments arguments) {
    var all = new ArrayList<Value>();
    Size size = Size.ofElements();
    for (int position = 0; position < arguments.size(); position++) {
      size.requireValues(arguments.elements(position).size());
      all.addAll(arguments.elements(position));
    }
    var tuple = new TupleValue(all);
    return concatType(arguments.from(0)) instanceof Type.ListType list
        ? Elements.converted(tuple, list, 0)
        : tuple;
  }

  /// Lists whose types have a common type give a list; with a tuple among them the result is a
  /// tuple.
  private static Type concatType(List<Value> sequences) {
    if (!sequences.stream().allMatch(sequence -> Elements.isListOrSet(sequence.type()))) {
      return Types.ANY;
    }
    Optional<Type> common =
        Elements.common(
            sequences.stream().map(sequence -> Elements.typeOf(sequence.type())).toList());
    return common.<Type>map(Types::list).orElse(Types.ANY);
  }

  static Function distinct() {
    return Function.of(
            "distinct",
            ANY_LIST,
            arguments ->
                Elements.sequence(
                    arguments.get(0), List.copyOf(new LinkedHashSet<>(arguments.elements(0)))),
            Parameter.of("list", ANY_LIST))
        .giving(arguments -> arguments.getFirst().type());
  }

  /// An index past the end wraps around; a negative index counts from the end.
  static Function element() {
    return Function.of(
            "element",
            Types.ANY,
            ListFunctions::element,
            Parameter.outer("list", Types.ANY),
            Parameter.of("index", Types.NUMBER))
        .giving(arguments -> Elements.typeOf(arguments.getFirst().type()));
  }

  private static Value element(CallArguments arguments) {
    List<Value> elements = arguments.elements(0);
    int index = arguments.whole(1);
    if (elements.isEmpty()) {
      throw new FunctionFault(0, "an empty list has no elements");
    }
    return elements.get(Math.floorMod(index, elements.size()));
  }

  static Function flatten() {
    return Function.of(
        "flatten", Types.ANY, ListFunctions::flatten, Parameter.outer("list", Types.ANY));
  }

  /// A nested sensitive sequence makes the whole result sensitive, because its length is secret
  /// too.
  private static Value flatten(CallArguments arguments) {
    var flat = new ArrayList<Value>();
    Value outcome = allFlattened(arguments.elements(0), false, flat);
    Value result = outcome.isKnown() ? new TupleValue(flat) : Value.unknown(Types.ANY);
    return outcome.isSensitive() ? Value.sensitive(result) : result;
  }

  /// Adds the flattened elements of the value to the list. Returns an unknown if an element may be
  /// a sequence once it is known, and a sensitive value if a nested sequence is sensitive.
  private static Value flattened(Value value, List<Value> flat) {
    return switch (value.unmarked()) {
      case ListValue(_, var elements) -> allFlattened(elements, value.isSensitive(), flat);
      case TupleValue(var elements) -> allFlattened(elements, value.isSensitive(), flat);
      case Value.SetValue(_, var elements) ->
          value.isWhollyKnown()
              ? allFlattened(elements, value.isSensitive(), flat)
              : Value.unknown(Types.ANY);
      case Value.UnknownValue(var type) -> {
        flat.add(value);
        boolean isSettled = type instanceof Type.Primitive || type instanceof Type.ObjectType;
        yield isSettled || type instanceof Type.MapType
            ? Value.of(true)
            : value.isSensitive() ? Value.sensitive(Value.unknown(Types.ANY)) : value;
      }
      case StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.NullValue _,
          Value.SensitiveValue _ -> {
        flat.add(value);
        yield Value.of(true);
      }
    };
  }

  private static Value allFlattened(List<Value> elements, boolean isSecret, List<Value> flat) {
    boolean secret = isSecret;
    boolean unknown = false;
    for (Value element : elements) {
      Value part = flattened(element, flat);
      secret |= part.isSensitive();
      unknown |= !part.isKnown();
    }
    Value result = unknown ? Value.unknown(Types.ANY) : Value.of(true);
    return secret ? Value.sensitive(result) : result;
  }

  static Function reverse() {
    return Function.of(
            "reverse",
            Types.ANY,
            arguments -> Elements.sequence(arguments.get(0), arguments.elements(0).reversed()),
            Parameter.outer("list", Types.ANY))
        .giving(arguments -> Elements.sequenceType(arguments.getFirst().type()));
  }

  static Function slice() {
    return Function.of(
            "slice",
            Types.ANY,
            ListFunctions::slice,
            Parameter.outer("list", Types.ANY),
            Parameter.of("start", Types.NUMBER),
            Parameter.of("end", Types.NUMBER))
        .giving(arguments -> Elements.sequenceType(arguments.getFirst().type()));
  }

  private static Value slice(CallArguments arguments) {
    List<Value> elements = arguments.elements(0);
    int start = arguments.whole(1, 0);
    int end = arguments.whole(2, 0);
    if (end > elements.size()) {
      throw new FunctionFault(
          2, "the end index is greater than the number of elements, " + elements.size());
    }
    if (start > end) {
      throw new FunctionFault(1, "the start index is greater than the end index");
    }
    return Elements.sequence(arguments.get(0), elements.subList(start, end));
  }

  static Function sort() {
    return Function.of(
        "sort",
        Types.list(Types.STRING),
        arguments -> Value.listOf(arguments.texts(0).stream().sorted().toList()),
        Parameter.of("list", Types.list(Types.STRING)));
  }

  /// `range(limit)`, `range(start, limit)`, `range(start, limit, step)`; the limit is exclusive.
  static Function range() {
    return Function.of(
            "range",
            Types.list(Types.NUMBER),
            ListFunctions::range,
            Parameter.of("limit", Types.NUMBER))
        .andMore(Parameter.of("more", Types.NUMBER));
  }

  private static Value range(CallArguments arguments) {
    if (arguments.size() > 3) {
      throw new FunctionFault(3, "at most a start, a limit and a step are allowed");
    }
    boolean hasStart = arguments.size() > 1;
    BigDecimal start = hasStart ? arguments.number(0) : BigDecimal.ZERO;
    BigDecimal limit = arguments.number(hasStart ? 1 : 0);
    BigDecimal natural = BigDecimal.valueOf(limit.compareTo(start) < 0 ? -1 : 1);
    BigDecimal step = arguments.size() == 3 ? arguments.number(2) : natural;
    if (step.signum() == 0 || (limit.compareTo(start) != 0 && step.signum() != natural.signum())) {
      throw new FunctionFault(2, "the limit cannot be reached from the start with this step");
    }
    BigDecimal longest = step.abs().multiply(BigDecimal.valueOf(LONGEST_RANGE));
    if (limit.subtract(start).abs().compareTo(longest) > 0) {
      throw new FunctionFault(0, "the range contains more than 1,000,000 numbers");
    }
    var numbers = new ArrayList<Value>();
    Size size = Size.ofElements();
    for (BigDecimal at = start; at.compareTo(limit) * step.signum() < 0; at = at.add(step)) {
      var number = new Value.NumberValue(at);
      size.require(number);
      numbers.add(number);
    }
    return new ListValue(Types.NUMBER, numbers);
  }

  /// Null for no element, else the single element.
  static Function one() {
    return Function.of("one", Types.ANY, ListFunctions::one, Parameter.outer("list", Types.ANY))
        .giving(arguments -> Elements.typeOf(arguments.getFirst().type()));
  }

  private static Value one(CallArguments arguments) {
    List<Value> elements = arguments.elements(0);
    if (elements.size() > 1) {
      throw new FunctionFault(
          0, "there must be one element or none, but there are " + elements.size());
    }
    return elements.isEmpty()
        ? Value.nullOf(Elements.typeOf(arguments.get(0).type()))
        : elements.getFirst();
  }
}
