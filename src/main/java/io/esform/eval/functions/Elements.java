package io.esform.eval.functions;

import io.esform.value.Conversion;
import io.esform.value.Type;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Element types of collections, for the result types of functions.
final class Elements {

  private Elements() {}

  /// The element type of a collection type; any when elements have different types or the type is
  /// unknown.
  static Type typeOf(Type collection) {
    return switch (collection) {
      case ListType(var element) -> element;
      case SetType(var element) -> element;
      case MapType(var element) -> element;
      case TupleType _, ObjectType _, Type.Primitive _, Type.AnyType _ -> Types.ANY;
    };
  }

  /// A sequence of some elements of another: a list for a list or set, else a tuple.
  static Value sequence(Value like, List<Value> elements) {
    return switch (like.unmarked()) {
      case ListValue(var type, _) -> new ListValue(type, elements);
      case SetValue(var type, _) -> new ListValue(type, elements);
      case TupleValue _,
          Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          new TupleValue(elements);
    };
  }

  /// The type of such a sequence with unknown elements.
  static Type sequenceType(Type like) {
    return switch (like) {
      case ListType(var element) -> Types.list(element);
      case SetType(var element) -> Types.list(element);
      case TupleType _, MapType _, ObjectType _, Type.Primitive _, Type.AnyType _ -> Types.ANY;
    };
  }

  static boolean isListOrSet(Type type) {
    return type instanceof ListType || type instanceof SetType;
  }

  static Optional<Type> common(Collection<? extends Type> types) {
    return types.contains(Types.ANY) ? Optional.of(Types.ANY) : Unification.unify(types);
  }

  static Value converted(Value value, Type type, int argument) {
    return Conversion.tryConvert(value, type)
        .orElseThrow(
            () -> new FunctionFault(argument, "this cannot be converted to " + type.display()));
  }
}
