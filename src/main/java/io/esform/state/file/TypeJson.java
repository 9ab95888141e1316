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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A type as JSON: `"string"`, `["list", "string"]`, `["tuple", ["bool"]]`, `["object", {"a":
/// "number"}, ["a"]]` with the optional attributes last when there are any.
final class TypeJson {

  private TypeJson() {}

  static Json write(Type type) {
    return switch (type) {
      case Primitive.STRING, Primitive.NUMBER, Primitive.BOOL -> Json.of(type.display());
      case AnyType() -> Json.of(type.display());
      case ListType(var element) -> pair("list", write(element));
      case SetType(var element) -> pair("set", write(element));
      case MapType(var element) -> pair("map", write(element));
      case TupleType(var elements) ->
          pair("tuple", Json.arrayOf(elements.stream().map(TypeJson::write).toList()));
      case ObjectType object -> writeObject(object);
    };
  }

  private static Json pair(String kind, Json inner) {
    return Json.arrayOf(List.of(Json.of(kind), inner));
  }

  private static Json writeObject(ObjectType object) {
    var attributes = new Json.Builder();
    object.attributes().forEach((name, type) -> attributes.put(name, write(type)));
    var parts = new ArrayList<Json>(List.of(Json.of("object"), attributes.build()));
    if (!object.optional().isEmpty()) {
      parts.add(Json.texts(object.optional()));
    }
    return Json.arrayOf(parts);
  }

  static Type read(Json json) throws StateFault {
    return switch (json) {
      case Json.Text(var name, _) -> readName(name, json);
      case Json.Array(var parts, _) -> readParts(parts, json);
      case Json.Numeral _, Json.Bool _, Json.Null _, Json.Members _ -> throw noType(json);
    };
  }

  private static Type readName(String name, Json where) throws StateFault {
    return switch (name) {
      case "string" -> Types.STRING;
      case "number" -> Types.NUMBER;
      case "bool" -> Types.BOOL;
      case "any" -> Types.ANY;
      default -> throw noType(where);
    };
  }

  private static Type readParts(List<Json> parts, Json where) throws StateFault {
    if (parts.size() < 2 || !(parts.getFirst() instanceof Json.Text(var kind, _))) {
      throw noType(where);
    }
    Json inner = parts.get(1);
    return switch (kind) {
      case "list" -> Types.list(read(inner));
      case "set" -> Types.set(read(inner));
      case "map" -> Types.map(read(inner));
      case "tuple" -> Types.tuple(readAll(inner));
      case "object" -> readObject(inner, parts.size() > 2 ? names(parts.get(2)) : Set.of());
      default -> throw noType(where);
    };
  }

  private static List<Type> readAll(Json json) throws StateFault {
    if (!(json instanceof Json.Array(var elements, _))) {
      throw noType(json);
    }
    var types = new ArrayList<Type>();
    for (Json element : elements) {
      types.add(read(element));
    }
    return types;
  }

  private static Type readObject(Json json, Set<String> optional) throws StateFault {
    if (!(json instanceof Json.Members(var members, _))) {
      throw noType(json);
    }
    var attributes = new LinkedHashMap<String, Type>();
    for (var member : members.entrySet()) {
      attributes.put(member.getKey(), read(member.getValue()));
    }
    return Types.object(attributes, optional);
  }

  private static Set<String> names(Json json) throws StateFault {
    if (!(json instanceof Json.Array(var elements, _))) {
      throw noType(json);
    }
    var names = new LinkedHashSet<String>();
    for (Json element : elements) {
      if (!(element instanceof Json.Text(var name, _))) {
        throw noType(element);
      }
      names.add(name);
    }
    return names;
  }

  private static StateFault noType(Json where) {
    return StateFault.unexpected(where, "a type, such as \"string\" or [\"list\", \"string\"]");
  }
}
