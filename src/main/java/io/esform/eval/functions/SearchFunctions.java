package io.esform.eval.functions;

import io.esform.value.Choice;
import io.esform.value.Marks;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Functions that search, count and select elements.
final class SearchFunctions {

  private SearchFunctions() {}

  static Function length() {
    return Function.of(
        "length", Types.NUMBER, SearchFunctions::length, Parameter.outer("value", Types.ANY));
  }

  private static Value length(CallArguments arguments) {
    Value value = arguments.get(0);
    return switch (value) {
      case StringValue(var text) -> Value.of(Graphemes.starts(arguments, text).length);
      case Value.MapValue(_, var elements) -> Value.of(elements.size());
      case Value.ObjectValue(var attributes) -> Value.of(attributes.size());
      case Value.SetValue set ->
          set.isWhollyKnown() ? Value.of(set.elements().size()) : Value.unknown(Types.NUMBER);
      case ListValue(_, var elements) -> Value.of(elements.size());
      case Value.TupleValue(var elements) -> Value.of(elements.size());
      case Value.NumberValue _,
          BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          throw new FunctionFault(
              0, "a string or a collection is required, but " + arguments.shown(0) + " is neither");
    };
  }

  static Function contains() {
    return Function.of(
        "contains",
        Types.BOOL,
        SearchFunctions::contains,
        Parameter.outer("list", Types.ANY),
        Parameter.of("value", Types.ANY).nullable());
  }

  /// True if a known element is equal, even if others are unknown.
  private static Value contains(CallArguments arguments) {
    Value wanted = arguments.get(1);
    boolean secret = false;
    boolean unknown = false;
    boolean found = false;
    for (Value element : arguments.elements(0)) {
      secret |= element.containsSensitive();
      Equality equality = Equality.of(Marks.strip(element), wanted);
      found |= equality == Equality.EQUAL;
      unknown |= equality == Equality.UNKNOWN;
    }
    Value result = unknown && !found ? Value.unknown(Types.BOOL) : Value.of(found);
    return secret ? Value.sensitive(result) : result;
  }

  static Function index() {
    return Function.of(
        "index",
        Types.NUMBER,
        SearchFunctions::index,
        Parameter.of("list", Types.ANY),
        Parameter.of("value", Types.ANY));
  }

  private static Value index(CallArguments arguments) {
    List<Value> elements = arguments.elements(0);
    for (int index = 0; index < elements.size(); index++) {
      if (Equality.of(elements.get(index), arguments.get(1)) == Equality.EQUAL) {
        return Value.of(index);
      }
    }
    throw new FunctionFault(1, arguments.shown(1) + " is not in the list");
  }

  /// The first argument that is neither null nor an empty string.
  static Function coalesce() {
    return Function.of(
            "coalesce", Types.ANY, SearchFunctions::coalesce, Parameter.asGiven("value", Types.ANY))
        .andMore(Parameter.asGiven("values", Types.ANY));
  }

  private static Value coalesce(CallArguments arguments) {
    List<Value> values = arguments.from(0);
    Type common = commonType(values);
    boolean secret = false;
    for (int position = 0; position < values.size(); position++) {
      Value value = values.get(position);
      secret |= value.isSensitive();
      if (!value.isKnown()) {
        boolean later = values.stream().anyMatch(Value::containsSensitive);
        return later ? Value.sensitive(Value.unknown(common)) : Value.unknown(common);
      }
      boolean isEmpty = value.unmarked() instanceof StringValue(var text) && text.isEmpty();
      if (!value.isNull() && !isEmpty) {
        Value converted = Choice.of(value, values).orElseThrow(SearchFunctions::withoutCommonType);
        return secret ? Value.sensitive(converted) : converted;
      }
    }
    throw new FunctionFault(FunctionFault.NO_ARGUMENT, "all values are null or empty");
  }

  private static Type commonType(List<Value> values) {
    if (values.stream().anyMatch(Unification::isUndecided)) {
      return Types.ANY;
    }
    Optional<Type> common = Unification.unify(values.stream().map(Value::type).toList());
    return common.orElseThrow(SearchFunctions::withoutCommonType);
  }

  private static FunctionFault withoutCommonType() {
    return new FunctionFault(FunctionFault.NO_ARGUMENT, "the values have no common type");
  }

  static Function coalescelist() {
    return Function.of(
            "coalescelist",
            Types.ANY,
            SearchFunctions::coalescelist,
            Parameter.outer("list", Types.ANY).nullable())
        .andMore(Parameter.outer("lists", Types.ANY).nullable());
  }

  private static Value coalescelist(CallArguments arguments) {
    for (int position = 0; position < arguments.size(); position++) {
      if (!arguments.get(position).isNull() && !arguments.elements(position).isEmpty()) {
        return arguments.get(position);
      }
    }
    throw new FunctionFault(FunctionFault.NO_ARGUMENT, "all lists are null or empty");
  }

  static Function alltrue() {
    return quantifier("alltrue", false);
  }

  static Function anytrue() {
    return quantifier("anytrue", true);
  }

  /// @param decisive the element that decides the result, even if others are unknown
  private static Function quantifier(String name, boolean decisive) {
    return Function.of(
        name,
        Types.BOOL,
        arguments -> {
          List<Value> elements = arguments.elements(0);
          boolean secret = elements.stream().anyMatch(Value::isSensitive);
          boolean unknown = elements.stream().anyMatch(element -> !element.isKnown());
          boolean decided = elements.stream().anyMatch(element -> is(element, decisive));
          Value result =
              unknown && !decided ? Value.unknown(Types.BOOL) : Value.of(decided == decisive);
          return secret ? Value.sensitive(result) : result;
        },
        Parameter.outer("list", Types.list(Types.BOOL)));
  }

  /// A null counts as false.
  private static boolean is(Value element, boolean wanted) {
    return switch (element.unmarked()) {
      case BoolValue(var truth) -> truth == wanted;
      case Value.NullValue _ -> !wanted;
      case StringValue _,
          Value.NumberValue _,
          ListValue _,
          Value.SetValue _,
          Value.TupleValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          false;
    };
  }

  static Function matchkeys() {
    return Function.of(
            "matchkeys",
            Types.list(Types.ANY),
            SearchFunctions::matchkeys,
            Parameter.outer("values", Types.list(Types.ANY)),
            Parameter.of("keys", Types.list(Types.ANY)),
            Parameter.of("searchset", Types.list(Types.ANY)))
        .giving(arguments -> arguments.getFirst().type());
  }

  private static Value matchkeys(CallArguments arguments) {
    List<Value> values = arguments.elements(0);
    List<Value> keys = arguments.elements(1);
    if (values.size() != keys.size()) {
      throw new FunctionFault(
          1, "there are " + keys.size() + " keys for " + values.size() + " values");
    }
    Set<Value> wanted = new HashSet<>(arguments.elements(2));
    var matching = new ArrayList<Value>();
    for (int index = 0; index < keys.size(); index++) {
      if (wanted.contains(keys.get(index))) {
        matching.add(values.get(index));
      }
    }
    return Elements.sequence(arguments.get(0), matching);
  }
}
