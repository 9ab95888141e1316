package io.esform.value;

import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Creates types. Separate from {@link Type}, so that the two classes do not depend on each other's
/// initialization, which could deadlock two threads.
public final class Types {

  public static final Type STRING = Primitive.STRING;
  public static final Type NUMBER = Primitive.NUMBER;
  public static final Type BOOL = Primitive.BOOL;

  /// Any type: a constraint that every value satisfies, and the type of values whose type is not
  /// known.
  public static final Type ANY = new AnyType();

  private Types() {}

  public static Type list(Type element) {
    return new ListType(element);
  }

  public static Type set(Type element) {
    return new SetType(element);
  }

  public static Type map(Type element) {
    return new MapType(element);
  }

  public static Type tuple(List<Type> elements) {
    return new TupleType(elements);
  }

  public static Type object(Map<String, Type> attributes) {
    return object(attributes, Set.of());
  }

  /// @param optional names of the attributes that may be missing in a conversion
  public static Type object(Map<String, Type> attributes, Set<String> optional) {
    return new ObjectType(new LinkedHashMap<>(attributes), optional);
  }
}
