package io.esform.value;

import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type.AnyType;
import io.esform.value.Type.ListType;
import io.esform.value.Type.MapType;
import io.esform.value.Type.ObjectType;
import io.esform.value.Type.Primitive;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.UnknownValue;
import java.util.Optional;

/// Converts a value to a wanted type, such as that of an argument or a variable.
///
/// Strings, numbers and bools convert if the string contains a number or a bool. Lists, sets and
/// tuples convert into each other element by element (a tuple only from a tuple of its length), and
/// so do maps and objects. An object loses attributes that the type does not have, and missing
/// optional attributes become null. For `any`, the value keeps its type; the elements of a
/// collection of `any` are converted to their common type. An unknown becomes an unknown of the
/// wanted type. Sensitive marks stay in place, except in a set, whose elements have no position:
/// there the whole set becomes sensitive.
///
/// A second conversion to the same type changes nothing.
public final class Conversion {

  private Conversion() {}

  public static ConversionResult convert(Value value, Type wanted) {
    return convert(value, wanted, false);
  }

  /// The converted value, or empty when it does not fit.
  public static Optional<Value> tryConvert(Value value, Type wanted) {
    return convert(value, wanted) instanceof Converted(var converted)
        ? Optional.of(converted)
        : Optional.empty();
  }

  /// @param secret whether the value is inside a sensitive value
  static ConversionResult convert(Value value, Type wanted, boolean secret) {
    if (wanted instanceof AnyType) {
      return new Converted(value);
    }
    return switch (value) {
      case SensitiveValue(var inner) -> marked(convert(inner, wanted, true));
      case NullValue(var type) ->
          new Converted(
              Value.nullOf(
                  TypeConversion.resolve(type, wanted)
                      .orElseGet(() -> Unification.withoutOptional(wanted))));
      case UnknownValue(var type) -> unknown(type, wanted);
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          ListValue _,
          SetValue _,
          Value.TupleValue _,
          MapValue _,
          Value.ObjectValue _ ->
          known(value, wanted, secret);
    };
  }

  private static ConversionResult known(Value value, Type wanted, boolean secret) {
    return switch (wanted) {
      case Primitive primitive -> PrimitiveConversion.convert(value, primitive, secret);
      case ListType list ->
          value instanceof ListValue(var given, _) && isSettled(given, list.element())
              ? new Converted(value)
              : SequenceConversion.toList(value, list, secret);
      case SetType set ->
          value instanceof SetValue(var given, _) && isSettled(given, set.element())
              ? new Converted(value)
              : SequenceConversion.toSet(value, set, secret);
      case TupleType tuple -> SequenceConversion.toTuple(value, tuple, secret);
      case MapType map ->
          value instanceof MapValue(var given, _) && isSettled(given, map.element())
              ? new Converted(value)
              : MappingConversion.toMap(value, map, secret);
      case ObjectType object -> MappingConversion.toObject(value, object, secret);
      case AnyType() -> new Converted(value);
    };
  }

  /// Whether the elements already have the wanted primitive type, so that none needs a conversion.
  private static boolean isSettled(Type given, Type wanted) {
    return given instanceof Primitive && given.equals(wanted);
  }

  private static ConversionResult marked(ConversionResult result) {
    return switch (result) {
      case Converted(var value) -> new Converted(Value.sensitive(value));
      // The path inside would show the keys of a sensitive map.
      case Failed(_, var message) -> new Failed(AttributePath.ROOT, message);
    };
  }

  private static ConversionResult unknown(Type from, Type wanted) {
    return TypeConversion.resolve(from, wanted)
        .<ConversionResult>map(type -> new Converted(Value.unknown(type)))
        .orElseGet(() ->
            new Failed(
                AttributePath.ROOT,
                Description.required(wanted) + ", but this will be " + Description.kind(from)));
  }
}
