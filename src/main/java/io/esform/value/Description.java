package io.esform.value;

import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
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
import java.util.LinkedHashMap;

/// Describes values and types in messages. Cuts long text, never shows sensitive values.
public final class Description {

  private static final int LONGEST_TEXT = 60;

  private Description() {}

  /// The kind of a type with its article: `a list`, `a string`, `an object`.
  public static String kind(Type type) {
    return switch (type) {
      case Primitive.STRING -> "a string";
      case Primitive.NUMBER -> "a number";
      case Primitive.BOOL -> "a bool";
      case AnyType() -> "a value of any type";
      case ListType _ -> "a list";
      case SetType _ -> "a set";
      case MapType _ -> "a map";
      case TupleType _ -> "a tuple";
      case ObjectType _ -> "an object";
    };
  }

  /// The type of a value in the syntax of the configuration. A sensitive part that is not primitive
  /// is `any`: its type would disclose the names of attributes, which are as secret as their
  /// values.
  public static String type(Value value) {
    return shown(value).display();
  }

  private static Type shown(Value value) {
    return switch (value) {
      case SensitiveValue(var inner) -> inner.type() instanceof Primitive type ? type : Types.ANY;
      case TupleValue(var elements) ->
          Types.tuple(elements.stream().map(Description::shown).toList());
      case ObjectValue(var attributes) -> {
        var types = new LinkedHashMap<String, Type>();
        attributes.forEach((name, attribute) -> types.put(name, shown(attribute)));
        yield Types.object(types);
      }
      case ListValue(var element, _) -> Types.list(element(value, element));
      case SetValue(var element, _) -> Types.set(element(value, element));
      case MapValue(var element, _) -> Types.map(element(value, element));
      case StringValue _, NumberValue _, BoolValue _, NullValue _, UnknownValue _ -> value.type();
    };
  }

  /// The element type of a collection, hidden if it contains a secret: all elements have this type.
  private static Type element(Value collection, Type element) {
    return element instanceof Primitive || !collection.containsSensitive() ? element : Types.ANY;
  }

  /// `"abc" is a string`, `5 is a number`, `this is a list`.
  ///
  /// @param secret whether to name only the kind of the value
  public static String claim(Value value, boolean secret) {
    return switch (value) {
      case SensitiveValue(var inner) -> claim(inner, true);
      case NullValue _ -> "this is null";
      case UnknownValue(var type) -> "this will be " + kind(type);
      case StringValue _, NumberValue _, BoolValue _ ->
          (secret ? "this" : literal(value)) + " is " + kind(value.type());
      case ListValue _, SetValue _, TupleValue _, MapValue _, ObjectValue _ ->
          "this is " + kind(value);
    };
  }

  /// A primitive value in the syntax of the configuration (`"abc"`, `5`); else the kind of the
  /// value.
  public static String literal(Value value) {
    return switch (value) {
      case SensitiveValue _ -> "a sensitive value";
      case StringValue(var text) -> quoted(text);
      case NumberValue number -> number.value().toString();
      case BoolValue(var truth) -> Boolean.toString(truth);
      case NullValue _ -> "null";
      case UnknownValue _ -> "a value known after apply";
      case ListValue _, SetValue _, TupleValue _, MapValue _, ObjectValue _ -> kind(value);
    };
  }

  private static String kind(Value value) {
    return switch (value) {
      case ListValue _ -> "a list";
      case SetValue _ -> "a set";
      case TupleValue _ -> "a tuple";
      case MapValue _ -> "a map";
      case ObjectValue _ -> "an object";
      case StringValue _,
          NumberValue _,
          BoolValue _,
          NullValue _,
          UnknownValue _,
          SensitiveValue _ ->
          kind(value.type());
    };
  }

  static String required(Type wanted) {
    return switch (wanted) {
      case Primitive.STRING -> "a string is required";
      case TupleType(var elements) -> "a tuple of " + elements.size() + " elements is required";
      case Primitive.NUMBER -> "a number is required";
      case Primitive.BOOL -> "a bool is required";
      case AnyType _, ListType _, SetType _, MapType _, ObjectType _ ->
          kind(wanted) + " is required";
    };
  }

  private static String quoted(String text) {
    String line = text.replace("\\", "\\\\").replace("\"", "\\\"");
    line = line.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    if (line.codePointCount(0, line.length()) > LONGEST_TEXT) {
      line = line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }
    return "\"" + line + "\"";
  }
}
