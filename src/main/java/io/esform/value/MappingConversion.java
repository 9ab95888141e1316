package io.esform.value;

import io.esform.diag.Suggestion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Converts maps and objects into each other.
final class MappingConversion {

  private MappingConversion() {}

  static ConversionResult toMap(Value value, MapType wanted, boolean secret) {
    Map<String, Value> given = entries(value);
    if (given == null) {
      return mismatch(value, wanted, secret);
    }
    List<String> keys = List.copyOf(given.keySet());
    return switch (ElementConversion.convert(
        List.copyOf(given.values()),
        position -> new AttributePath.Segment.Key(keys.get(position)),
        ElementConversion.wanted(value, wanted.element()),
        secret)) {
      case ElementConversion.Fitted(var type, var elements) -> {
        var converted = new TreeMap<String, Value>();
        for (int position = 0; position < keys.size(); position++) {
          converted.put(keys.get(position), elements.get(position));
        }
        yield new Converted(new MapValue(type, converted));
      }
      case ElementConversion.Undecided() ->
          new Converted(Value.unknown(Unification.withoutOptional(wanted)));
      case ElementConversion.Unfit(var failed) -> failed;
    };
  }

  static ConversionResult toObject(Value value, ObjectType wanted, boolean secret) {
    Map<String, Value> given = entries(value);
    if (given == null) {
      return mismatch(value, wanted, secret);
    }
    List<String> missing =
        wanted.attributes().keySet().stream()
            .filter(name -> !given.containsKey(name) && !wanted.optional().contains(name))
            .toList();
    if (!missing.isEmpty()) {
      return new Failed(
          AttributePath.ROOT, missingMessage(missing, secret ? Map.of() : given, wanted));
    }
    var converted = new TreeMap<String, Value>();
    for (var attribute : wanted.attributes().entrySet()) {
      String name = attribute.getKey();
      Value element = given.getOrDefault(name, Value.nullOf(Types.ANY));
      switch (Conversion.convert(element, attribute.getValue(), secret)) {
        case Converted(var fitted) -> converted.put(name, fitted);
        case Failed failed -> {
          return failed.within(new AttributePath.Segment.Attribute(name));
        }
      }
    }
    return new Converted(new ObjectValue(converted));
  }

  private static String missingMessage(
      List<String> missing, Map<String, Value> given, ObjectType wanted) {
    String names = String.join(", ", missing.stream().map(name -> "\"" + name + "\"").toList());
    List<String> unused =
        given.keySet().stream().filter(name -> !wanted.attributes().containsKey(name)).toList();
    String slip =
        Suggestion.nearest(missing.getFirst(), unused)
            .map(name -> " (there is a \"" + name + "\", which the type does not have)")
            .orElse("");
    return (missing.size() == 1 ? "the attribute " : "the attributes ")
        + names
        + (missing.size() == 1 ? " is required" : " are required")
        + slip;
  }

  private static Failed mismatch(Value value, Type wanted, boolean secret) {
    return new Failed(
        AttributePath.ROOT,
        Description.required(wanted) + ", but " + Description.claim(value, secret));
  }

  private static @Nullable Map<String, Value> entries(Value value) {
    return switch (value) {
      case MapValue map -> map.elements();
      case ObjectValue object -> object.attributes();
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.ListValue _,
          Value.SetValue _,
          Value.TupleValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          null;
    };
  }
}
