package io.esform.state.file;

import io.esform.value.Type;
import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Converts JSON to a value of a type. For `any`, the value has JSON types: tuples, objects, nulls
/// of any type.
final class ValueDecoder {

  /// Opens a sealed text by its position.
  interface Unseal {
    String unseal(Json.Text sealed, String place) throws StateFault;
  }

  private final Set<String> sensitive;
  private final @Nullable Unseal unseal;

  /// @param sensitive pointers of the sensitive parts
  /// @param unseal null inside a seal, where sensitive parts are plain
  ValueDecoder(Set<String> sensitive, @Nullable Unseal unseal) {
    this.sensitive = sensitive;
    this.unseal = unseal;
  }

  Value decode(Json json, Type type, Pointer at) throws StateFault {
    if (sensitive.isEmpty() || !sensitive.contains(at.toString())) {
      return plain(json, type, at);
    }
    return Value.sensitive(unseal == null ? plain(json, type, at) : opened(json, type, at, unseal));
  }

  private static Value opened(Json json, Type type, Pointer at, Unseal unseal) throws StateFault {
    Json envelope = JsonReader.read(openedText(json, at.toString(), unseal));
    var members = new ObjectReader(envelope);
    var inside = new ValueDecoder(members.textSet("sensitive"), null);
    return inside.decode(members.required("value"), type, Pointer.ROOT);
  }

  /// The text inside a `{"$sealed": "…"}`.
  static String openedText(Json json, String place, Unseal unseal) throws StateFault {
    if (json instanceof Json.Members(var members, _)
        && members.get(ValueEncoder.SEALED) instanceof Json.Text sealed) {
      return unseal.unseal(sealed, place);
    }
    throw StateFault.unexpected(json, "a sealed value, as {\"$sealed\": \"…\"},");
  }

  private Value plain(Json json, Type type, Pointer at) throws StateFault {
    if (json instanceof Json.Null) {
      return Value.nullOf(type);
    }
    return switch (type) {
      case AnyType() -> inferred(json, at);
      case Primitive primitive -> primitive(json, primitive);
      case ListType(var element) -> new ListValue(element, sequence(json, element, at));
      case SetType(var element) -> new SetValue(element, sequence(json, element, at));
      case MapType(var element) -> Value.mapOf(element, mapping(json, element, at));
      case TupleType(var types) -> tuple(json, types, at);
      case ObjectType object -> object(json, object, at);
    };
  }

  private Value inferred(Json json, Pointer at) throws StateFault {
    return switch (json) {
      case Json.Text(var text, _) -> Value.of(text);
      case Json.Numeral(var number, _) -> new NumberValue(number);
      case Json.Bool(var bool, _) -> Value.of(bool);
      case Json.Null _ -> Value.nullOf(Types.ANY);
      case Json.Array _ -> new TupleValue(sequence(json, Types.ANY, at));
      case Json.Members _ -> Value.objectOf(mapping(json, Types.ANY, at));
    };
  }

  private static Value primitive(Json json, Primitive type) throws StateFault {
    return switch (json) {
      case Json.Text(var text, _) when type == Primitive.STRING -> Value.of(text);
      case Json.Numeral(var number, _) when type == Primitive.NUMBER -> new NumberValue(number);
      case Json.Bool(var bool, _) when type == Primitive.BOOL -> Value.of(bool);
      case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _, Json.Array _, Json.Members _ ->
          throw StateFault.unexpected(json, "a value of type " + type.display());
    };
  }

  private List<Value> sequence(Json json, Type element, Pointer at) throws StateFault {
    if (!(json instanceof Json.Array(var elements, _))) {
      throw StateFault.unexpected(json, "an array");
    }
    var values = new ArrayList<Value>(elements.size());
    for (Json item : elements) {
      values.add(decode(item, element, at.to(values.size())));
    }
    return values;
  }

  private SortedMap<String, Value> mapping(Json json, Type element, Pointer at) throws StateFault {
    var values = new TreeMap<String, Value>();
    for (var member : new ObjectReader(json).all().entrySet()) {
      values.put(member.getKey(), decode(member.getValue(), element, at.to(member.getKey())));
    }
    return values;
  }

  private Value tuple(Json json, List<Type> types, Pointer at) throws StateFault {
    if (!(json instanceof Json.Array(var elements, _)) || elements.size() != types.size()) {
      throw StateFault.unexpected(json, "an array of " + types.size() + " elements");
    }
    var values = new ArrayList<Value>(types.size());
    for (Json element : elements) {
      values.add(decode(element, types.get(values.size()), at.to(values.size())));
    }
    return new TupleValue(values);
  }

  private Value object(Json json, ObjectType type, Pointer at) throws StateFault {
    if (!(json instanceof Json.Members(var members, _))
        || !members.keySet().equals(type.attributes().keySet())) {
      throw StateFault.unexpected(json, "a value of type " + type.display());
    }
    var values = new TreeMap<String, Value>();
    for (var attribute : type.attributes().entrySet()) {
      String name = attribute.getKey();
      Json member = new ObjectReader(json).required(name);
      values.put(name, decode(member, attribute.getValue(), at.to(name)));
    }
    return new ObjectValue(values);
  }
}
