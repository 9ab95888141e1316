package io.esform.eval.functions;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Sets.
final class SetFunctions {

  private static final int LARGEST_PRODUCT = 1_000_000;
  private static final Type ANY_SET = Types.set(Types.ANY);

  private SetFunctions() {}

  static Function setunion() {
    return operation("setunion", (result, other) -> result.addAll(other));
  }

  static Function setintersection() {
    return operation("setintersection", (result, other) -> result.retainAll(other));
  }

  static Function setsubtract() {
    return Function.of(
            "setsubtract",
            ANY_SET,
            arguments -> combined(arguments, (result, other) -> result.removeAll(other)),
            Parameter.of("set", ANY_SET),
            Parameter.of("without", ANY_SET))
        .giving(SetFunctions::commonType);
  }

  /// Changes the first set with the elements of the second.
  @FunctionalInterface
  private interface Combination {
    void apply(Set<Value> result, Set<Value> other);
  }

  private static Function operation(String name, Combination combination) {
    return Function.of(
            name,
            ANY_SET,
            arguments -> combined(arguments, combination),
            Parameter.of("set", ANY_SET))
        .andMore(Parameter.of("sets", ANY_SET))
        .giving(SetFunctions::commonType);
  }

  private static Value combined(CallArguments arguments, Combination combination) {
    Type type = commonType(arguments.from(0));
    var result = new LinkedHashSet<>(elements(arguments, 0, type));
    for (int position = 1; position < arguments.size(); position++) {
      arguments.spend(result.size());
      combination.apply(result, new LinkedHashSet<>(elements(arguments, position, type)));
    }
    return new SetValue(Elements.typeOf(type), List.copyOf(result));
  }

  private static List<Value> elements(CallArguments arguments, int position, Type type) {
    return arguments.elements(
        position, Elements.converted(arguments.get(position), type, position));
  }

  private static Type commonType(List<Value> sets) {
    if (sets.stream().anyMatch(Unification::isUndecided)) {
      return ANY_SET;
    }
    return Unification.unify(sets.stream().map(Value::type).toList())
        .orElseThrow(() ->
            new FunctionFault(
                FunctionFault.NO_ARGUMENT, "the elements of the sets have no common type"));
  }

  /// The Cartesian product as tuples: a set if all arguments are sets, else a list.
  static Function setproduct() {
    return Function.of(
            "setproduct",
            Types.ANY,
            SetFunctions::setproduct,
            Parameter.outer("sequence", Types.ANY))
        .andMore(Parameter.outer("sequences", Types.ANY));
  }

  private static Value setproduct(CallArguments arguments) {
    boolean areSets = true;
    var types = new ArrayList<Type>();
    List<List<Value>> rows = List.of(List.of());
    for (int position = 0; position < arguments.size(); position++) {
      Value sequence = arguments.get(position);
      areSets &= sequence instanceof SetValue;
      if (sequence instanceof SetValue && !sequence.isWhollyKnown()) {
        return Value.unknown(Types.ANY);
      }
      Value list = Elements.converted(sequence, Types.list(Types.ANY), position);
      if (!list.isKnown()) {
        return list;
      }
      types.add(Elements.typeOf(list.type()));
      rows = product(rows, arguments.elements(position, list), position);
    }
    List<Value> tuples = rows.stream().<Value>map(TupleValue::new).toList();
    Type element = Types.tuple(types);
    return areSets ? new SetValue(element, tuples) : new ListValue(element, tuples);
  }

  private static List<List<Value>> product(
      List<List<Value>> rows, List<Value> elements, int position) {
    long combinations = (long) rows.size() * elements.size();
    if (combinations > LARGEST_PRODUCT) {
      throw new FunctionFault(position, "the result has more than 1,000,000 combinations");
    }
    Size.ofResult().requireValues(combinations * (position + 2));
    var longer = new ArrayList<List<Value>>(rows.size() * elements.size());
    for (List<Value> row : rows) {
      for (Value element : elements) {
        var next = new ArrayList<Value>(position + 1);
        next.addAll(row);
        next.add(element);
        longer.add(next);
      }
    }
    return longer;
  }
}
