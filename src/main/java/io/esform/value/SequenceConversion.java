package io.esform.value;

import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type.ListType;
import io.esform.value.Type.SetType;
import io.esform.value.Type.TupleType;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Converts lists, sets and tuples into each other.
final class SequenceConversion {

  private SequenceConversion() {}

  static ConversionResult toList(Value value, ListType wanted, boolean secret) {
    List<Value> given = elements(value);
    if (given == null) {
      return mismatch(value, wanted, secret);
    }
    return switch (ElementConversion.convert(
        given,
        AttributePath.Segment.Index::new,
        ElementConversion.wanted(value, wanted.element()),
        secret)) {
      case ElementConversion.Fitted(var type, var elements) ->
          new Converted(new ListValue(type, elements));
      case ElementConversion.Undecided() ->
          new Converted(Value.unknown(Unification.withoutOptional(wanted)));
      case ElementConversion.Unfit(var failed) -> failed;
    };
  }

  static ConversionResult toSet(Value value, SetType wanted, boolean secret) {
    List<Value> given = elements(value);
    if (given == null) {
      return mismatch(value, wanted, secret);
    }
    boolean marked = given.stream().anyMatch(Value::containsSensitive);
    List<Value> plain = marked ? given.stream().map(Marks::strip).toList() : given;
    Value set;
    switch (ElementConversion.convert(
        plain,
        AttributePath.Segment.Index::new,
        ElementConversion.wanted(value, wanted.element()),
        secret || marked)) {
      case ElementConversion.Fitted(var type, var elements) -> set = new SetValue(type, elements);
      case ElementConversion.Undecided() ->
          set = Value.unknown(Unification.withoutOptional(wanted));
      case ElementConversion.Unfit(var failed) -> {
        return failed;
      }
    }
    return new Converted(marked ? Value.sensitive(set) : set);
  }

  static ConversionResult toTuple(Value value, TupleType wanted, boolean secret) {
    if (!(value instanceof TupleValue(var given))) {
      return mismatch(value, wanted, secret);
    }
    if (given.size() != wanted.elements().size()) {
      return new Failed(
          AttributePath.ROOT, Description.required(wanted) + ", but this has " + given.size());
    }
    var converted = new ArrayList<Value>(given.size());
    for (int index = 0; index < given.size(); index++) {
      switch (Conversion.convert(given.get(index), wanted.elements().get(index), secret)) {
        case Converted(var element) -> converted.add(element);
        case Failed failed -> {
          return failed.within(new AttributePath.Segment.Index(index));
        }
      }
    }
    return new Converted(new TupleValue(converted));
  }

  private static Failed mismatch(Value value, Type wanted, boolean secret) {
    return new Failed(
        AttributePath.ROOT,
        Description.required(wanted) + ", but " + Description.claim(value, secret));
  }

  private static @Nullable List<Value> elements(Value value) {
    return switch (value) {
      case ListValue list -> list.elements();
      case SetValue set -> set.elements();
      case TupleValue tuple -> tuple.elements();
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          null;
    };
  }
}
