package io.esform.eval.functions;

import io.esform.diag.Suggestion;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Maps and objects.
final class MapFunctions {

  private static final Type TEXTS = Types.list(Types.STRING);

  private MapFunctions() {}

  static Function keys() {
    return Function.of(
        "keys",
        TEXTS,
        arguments -> Value.listOf(arguments.entries(0).keySet()),
        Parameter.outer("map", Types.ANY));
  }

  static Function values() {
    return Function.of("values", Types.ANY, MapFunctions::values, Parameter.outer("map", Types.ANY))
        .giving(arguments ->
            arguments.getFirst().type() instanceof Type.MapType(var element)
                ? Types.list(element)
                : Types.ANY);
  }

  private static Value values(CallArguments arguments) {
    List<Value> values = List.copyOf(arguments.entries(0).values());
    return arguments.get(0) instanceof MapValue(var type, _)
        ? new ListValue(type, values)
        : new TupleValue(values);
  }

  static Function lookup() {
    return Function.of(
            "lookup",
            Types.ANY,
            MapFunctions::lookup,
            Parameter.outer("map", Types.ANY),
            Parameter.of("key", Types.STRING))
        .andMore(Parameter.asGiven("default", Types.ANY))
        .giving(arguments -> Elements.typeOf(arguments.getFirst().type()));
  }

  private static Value lookup(CallArguments arguments) {
    if (arguments.size() > 3) {
      throw new FunctionFault(3, "at most a map, a key and a default are allowed");
    }
    Map<String, Value> entries = arguments.entries(0);
    Value found = entries.get(arguments.text(1));
    if (found != null) {
      return found;
    }
    if (arguments.size() < 3) {
      String near =
          Suggestion.nearest(arguments.text(1), entries.keySet())
              .map(name -> " (did you mean \"" + name + "\"?)")
              .orElse("");
      throw new FunctionFault(
          1, "the map has no element " + arguments.shown(1) + near + ", and no default is given");
    }
    return arguments.get(0) instanceof MapValue(var type, _)
        ? Elements.converted(arguments.get(2), type, 2)
        : arguments.get(2);
  }

  /// The later of two elements with the same key wins; null arguments are skipped.
  static Function merge() {
    return Function.of("merge", Types.ANY, MapFunctions::merge)
        .andMore(Parameter.outer("maps", Types.ANY).nullable())
        .giving(MapFunctions::mergedType);
  }

  private static Value merge(CallArguments arguments) {
    var merged = new TreeMap<String, Value>();
    for (int position = 0; position < arguments.size(); position++) {
      if (!arguments.get(position).isNull()) {
        merged.putAll(arguments.entries(position));
      }
    }
    return mergedType(arguments.from(0)) instanceof Type.MapType(var element)
        ? new MapValue(element, merged)
        : new ObjectValue(merged);
  }

  /// Maps of one type give a map of that type, other arguments an object.
  private static Type mergedType(List<Value> maps) {
    List<Type> types =
        maps.stream().filter(map -> !map.isNull()).map(Value::type).distinct().toList();
    return types.size() == 1 && types.getFirst() instanceof Type.MapType
        ? types.getFirst()
        : Types.ANY;
  }

  static Function zipmap() {
    return Function.of(
            "zipmap",
            Types.ANY,
            MapFunctions::zipmap,
            Parameter.of("keys", TEXTS),
            Parameter.outer("values", Types.ANY))
        .giving(arguments ->
            arguments.get(1).type() instanceof Type.ListType(var element)
                ? Types.map(element)
                : Types.ANY);
  }

  private static Value zipmap(CallArguments arguments) {
    List<String> keys = arguments.texts(0);
    List<Value> values = arguments.elements(1);
    if (keys.size() != values.size()) {
      throw new FunctionFault(
          1, "there are " + keys.size() + " keys, but " + values.size() + " values");
    }
    var zipped = new TreeMap<String, Value>();
    for (int index = 0; index < keys.size(); index++) {
      zipped.put(keys.get(index), values.get(index));
    }
    return arguments.get(1) instanceof ListValue(var type, _)
        ? new MapValue(type, zipped)
        : new ObjectValue(zipped);
  }

  /// Turns a map from keys to lists of strings into a map from strings to lists of keys.
  static Function transpose() {
    return Function.of(
        "transpose",
        Types.map(TEXTS),
        MapFunctions::transpose,
        Parameter.of("map", Types.map(TEXTS)));
  }

  private static Value transpose(CallArguments arguments) {
    var lists = new TreeMap<String, List<String>>();
    arguments
        .entries(0)
        .forEach((key, list) -> {
          for (Value element : arguments.elements(0, list)) {
            if (!(element instanceof StringValue(var text))) {
              throw new FunctionFault(0, "the lists must not contain a null");
            }
            lists.computeIfAbsent(text, _ -> new ArrayList<>()).add(key);
          }
        });
    var transposed = new TreeMap<String, Value>();
    lists.forEach((text, keys) -> transposed.put(text, Value.listOf(keys)));
    return new MapValue(TEXTS, transposed);
  }
}
