package io.esform.value;

import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Converts the elements of a collection to one type.
final class ElementConversion {

  private ElementConversion() {}

  sealed interface ElementResult {}

  record Fitted(Type type, List<Value> elements) implements ElementResult {}

  /// The common type depends on an unknown whose type is not known.
  record Undecided() implements ElementResult {}

  record Unfit(Failed failed) implements ElementResult {}

  /// @param segment the segment of the element at a position, for the path of a failure
  static ElementResult convert(
      List<Value> given, IntFunction<AttributePath.Segment> segment, Type wanted, boolean secret) {
    ElementResult first = each(given, segment, wanted, secret);
    if (!(first instanceof Fitted(_, var elements)) || !Unification.containsAny(wanted)) {
      return first;
    }
    if (elements.stream().anyMatch(Unification::isUndecided)) {
      return new Undecided();
    }
    List<Type> types = elements.stream().map(Value::type).toList();
    Collection<Type> distinct = new LinkedHashSet<>(types);
    Optional<Type> common = Unification.unify(distinct);
    if (common.isEmpty()) {
      return new Unfit(new Failed(AttributePath.ROOT, noCommonType(elements, secret)));
    }
    return distinct.size() == 1 && distinct.contains(common.get())
        ? new Fitted(common.get(), elements)
        : each(elements, segment, common.get(), secret);
  }

  /// The wanted element type. For an empty collection, its own element type fills each `any`.
  static Type wanted(Value collection, Type wanted) {
    return switch (collection) {
      case Value.ListValue(var own, var elements) when elements.isEmpty() -> filled(own, wanted);
      case Value.SetValue(var own, var elements) when elements.isEmpty() -> filled(own, wanted);
      case Value.MapValue(var own, var elements) when elements.isEmpty() -> filled(own, wanted);
      case Value.ListValue _,
          Value.SetValue _,
          Value.MapValue _,
          Value.TupleValue _,
          Value.ObjectValue _,
          Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          wanted;
    };
  }

  private static Type filled(Type own, Type wanted) {
    return TypeConversion.resolve(own, wanted).orElse(wanted);
  }

  private static ElementResult each(
      List<Value> given, IntFunction<AttributePath.Segment> segment, Type wanted, boolean secret) {
    var converted = new ArrayList<Value>(given.size());
    for (int position = 0; position < given.size(); position++) {
      switch (Conversion.convert(given.get(position), wanted, secret)) {
        case Converted(var element) -> converted.add(element);
        case Failed failed -> {
          return new Unfit(failed.within(segment.apply(position)));
        }
      }
    }
    return new Fitted(Unification.withoutOptional(wanted), converted);
  }

  private static String noCommonType(List<Value> elements, boolean secret) {
    String rule = "all elements must be of one type";
    return secret
        ? rule
        : rule
            + ", but these are "
            + String.join(
                " and ", elements.stream().map(Description::type).distinct().limit(3).toList());
  }
}
