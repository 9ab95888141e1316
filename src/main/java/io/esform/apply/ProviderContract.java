package io.esform.apply;

import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Conversion;
import io.esform.value.Value;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The contract of providers: a known planned value equals the applied one, and a new state is
/// wholly known and of the schema's type. Values are compared without marks and never shown.
final class ProviderContract {

  private ProviderContract() {}

  /// The paths at which `found` differs from the known values of `planned`; empty for none.
  static List<AttributePath> broken(Value planned, Value found) {
    var paths = new ArrayList<AttributePath>();
    compare(planned, found, AttributePath.ROOT, paths);
    return paths;
  }

  static boolean conforms(Schema schema, ObjectValue state) {
    return state.isWhollyKnown()
        && Conversion.tryConvert(state, schema.impliedType())
            .filter(converted -> converted.equals(state))
            .isPresent();
  }

  private static void compare(
      Value planned, Value found, AttributePath at, List<AttributePath> paths) {
    switch (planned) {
      case UnknownValue _ -> {}
      case SensitiveValue(var inner) -> compare(inner, found.unmarked(), at, paths);
      case StringValue _, NumberValue _, BoolValue _, NullValue _ ->
          compareWhole(planned, found, at, paths);
      case SetValue set -> {
        if (set.isWhollyKnown()) {
          compareWhole(planned, found, at, paths);
        }
      }
      case ListValue(_, var elements) when found.unmarked() instanceof ListValue(_, var others) ->
          compareElements(elements, others, at, paths);
      case TupleValue(var elements) when found.unmarked() instanceof TupleValue(var others) ->
          compareElements(elements, others, at, paths);
      case MapValue(_, var elements) when found.unmarked() instanceof MapValue(_, var others) ->
          compareEntries(elements, others, false, at, paths);
      case ObjectValue(var elements) when found.unmarked() instanceof ObjectValue(var others) ->
          compareEntries(elements, others, true, at, paths);
      case ListValue _, TupleValue _, MapValue _, ObjectValue _ -> paths.add(at);
    }
  }

  private static void compareWhole(
      Value planned, Value found, AttributePath at, List<AttributePath> paths) {
    boolean bothNull = planned.isNull() && found.isNull();
    if (!bothNull && !planned.equals(found.unmarked())) {
      paths.add(at);
    }
  }

  private static void compareElements(
      List<Value> planned, List<Value> found, AttributePath at, List<AttributePath> paths) {
    if (planned.size() != found.size()) {
      paths.add(at);
      return;
    }
    for (int index = 0; index < planned.size(); index++) {
      compare(planned.get(index), found.get(index), at.index(index), paths);
    }
  }

  private static void compareEntries(
      Map<String, Value> planned,
      Map<String, Value> found,
      boolean attributes,
      AttributePath at,
      List<AttributePath> paths) {
    if (!planned.keySet().equals(found.keySet())) {
      paths.add(at);
      return;
    }
    planned.forEach((name, value) -> {
      Value other = found.get(name);
      if (other != null) {
        compare(value, other, attributes ? at.attribute(name) : at.key(name), paths);
      }
    });
  }
}
