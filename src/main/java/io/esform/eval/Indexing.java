package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.eval.Scope.Segment;
import io.esform.eval.SegmentAccess.Place;
import io.esform.value.Conversion;
import io.esform.value.Description;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// `[key]` on a value.
final class Indexing {

  private static final String INVALID = "Invalid index";

  private Indexing() {}

  static Value index(
      EvaluationContext evaluation, Value value, Segment.Key segment, SourceRange context) {
    var place = new Place(segment.range(), context);
    boolean secretKey = segment.key().isSensitive();
    boolean secret = value.isSensitive() || secretKey;
    evaluation.noteSecrets(value, segment.key());
    Value key = segment.key().unmarked();
    if (key.isNull()) {
      return evaluation.fail(INVALID, "The key is null.", place.subject(), context);
    }
    return EvaluationContext.marked(
        plain(evaluation, value.unmarked(), key, place, secret), secret);
  }

  private static Value plain(
      EvaluationContext evaluation, Value value, Value key, Place place, boolean secret) {
    return switch (value) {
      case ListValue(var type, var elements) ->
          element(evaluation, elements, Value.unknown(type), key, place, secret);
      case TupleValue(var elements) ->
          element(evaluation, elements, Value.unknown(Types.ANY), key, place, secret);
      case MapValue(var type, var elements) ->
          entry(evaluation, elements, Value.unknown(type), key, place, secret);
      case ObjectValue(var attributes) ->
          entry(evaluation, attributes, Value.unknown(Types.ANY), key, place, secret);
      case Value.UnknownValue(var type) -> ofUnknown(evaluation, type, key, place, secret);
      case Value.NullValue _ ->
          evaluation.fail(
              "Attempt to index null value",
              "This value is null, so it has no elements.",
              place.subject(),
              place.context());
      case Value.SetValue _ -> ofSet(evaluation, place);
      case StringValue _, NumberValue _, Value.BoolValue _, Value.SensitiveValue _ ->
          noElements(evaluation, value.type(), place);
    };
  }

  private static Value element(
      EvaluationContext evaluation,
      List<Value> elements,
      Value whenKeyUnknown,
      Value key,
      Place place,
      boolean secret) {
    if (!key.isKnown()) {
      return anyOf(elements, whenKeyUnknown);
    }
    return Conversion.tryConvert(key, Types.NUMBER)
        .map(number -> at(evaluation, elements, ((NumberValue) number).value(), place, secret))
        .orElseGet(() -> wrongKey(evaluation, Types.NUMBER, key, place, secret));
  }

  private static Value at(
      EvaluationContext evaluation,
      List<Value> elements,
      BigDecimal index,
      Place place,
      boolean secret) {
    boolean isWhole = index.stripTrailingZeros().scale() <= 0;
    if (isWhole
        && index.signum() >= 0
        && index.compareTo(BigDecimal.valueOf(elements.size())) < 0) {
      return elements.get(index.intValueExact());
    }
    return evaluation.fail(
        INVALID,
        secret
            ? "There is no element at the given index."
            : noElementAt(index, isWhole, elements.size()),
        place.subject(),
        place.context());
  }

  private static String noElementAt(BigDecimal index, boolean isWhole, int size) {
    String has =
        switch (size) {
          case 0 -> "there are no elements";
          case 1 -> "there is one element, at index 0";
          default -> "there are " + size + " elements, at indexes 0 to " + (size - 1);
        };
    return "There is no element at index "
        + index
        + ": "
        + (isWhole ? has : "an index is a whole number")
        + ".";
  }

  private static Value entry(
      EvaluationContext evaluation,
      SequencedMap<String, Value> entries,
      Value whenKeyUnknown,
      Value key,
      Place place,
      boolean secret) {
    if (!key.isKnown()) {
      return anyOf(entries.values(), whenKeyUnknown);
    }
    if (!(Conversion.tryConvert(key, Types.STRING).orElse(null) instanceof StringValue(var name))) {
      return wrongKey(evaluation, Types.STRING, key, place, secret);
    }
    Value found = entries.get(name);
    if (found != null) {
      return found;
    }
    return secret
        ? evaluation.fail(
            INVALID, "There is no element with the given key.", place.subject(), place.context())
        : noElement(evaluation, name, entries.keySet(), place);
  }

  /// @param known the existing keys; empty when they must not be shown
  static Value noElement(
      EvaluationContext evaluation, String name, Collection<String> known, Place place) {
    return evaluation.fail(
        INVALID,
        "There is no element with the key \""
            + name
            + "\"."
            + Suggestion.didYouMean(name, known)
            + NameList.list(" The keys are ", known),
        place.subject(),
        place.context());
  }

  /// The element at an unknown key: sensitive if any element is.
  private static Value anyOf(Collection<Value> elements, Value unknown) {
    return EvaluationContext.marked(unknown, elements.stream().anyMatch(Value::containsSensitive));
  }

  private static Value ofUnknown(
      EvaluationContext evaluation, Type type, Value key, Place place, boolean secret) {
    return switch (type) {
      case Type.AnyType() -> Value.unknown(Types.ANY);
      case Type.ListType(var element) ->
          ofUnknownWith(evaluation, Value.unknown(element), Types.NUMBER, key, place, secret);
      case Type.MapType(var element) ->
          ofUnknownWith(evaluation, Value.unknown(element), Types.STRING, key, place, secret);
      case Type.TupleType(var elements) ->
          element(evaluation, unknowns(elements), Value.unknown(Types.ANY), key, place, secret);
      case Type.ObjectType(var attributes, _) -> {
        var entries = new TreeMap<String, Value>();
        attributes.forEach((name, attribute) -> entries.put(name, Value.unknown(attribute)));
        yield entry(evaluation, entries, Value.unknown(Types.ANY), key, place, secret);
      }
      case Type.SetType _ -> ofSet(evaluation, place);
      case Type.Primitive _ -> noElements(evaluation, type, place);
    };
  }

  private static Value ofUnknownWith(
      EvaluationContext evaluation,
      Value element,
      Type keyType,
      Value key,
      Place place,
      boolean secret) {
    return Conversion.tryConvert(key, keyType).isPresent()
        ? element
        : wrongKey(evaluation, keyType, key, place, secret);
  }

  private static List<Value> unknowns(List<Type> types) {
    return types.stream().map(Unification::withoutOptional).map(Value::unknown).toList();
  }

  private static Value wrongKey(
      EvaluationContext evaluation, Type wanted, Value key, Place place, boolean secret) {
    return evaluation.fail(
        INVALID,
        "The key must be "
            + (wanted.equals(Types.STRING) ? "a string" : "a number")
            + ", but "
            + Description.claim(key, secret)
            + ".",
        place.subject(),
        place.context());
  }

  private static Value ofSet(EvaluationContext evaluation, Place place) {
    return evaluation.fail(
        INVALID,
        "The elements of a set have no order and no keys. Use tolist() for a list in sorted order,"
            + " or a \"for\" expression over all elements.",
        place.subject(),
        place.context());
  }

  private static Value noElements(EvaluationContext evaluation, Type type, Place place) {
    return evaluation.fail(
        INVALID,
        "This is " + Description.kind(type) + ", which has no elements.",
        place.subject(),
        place.context());
  }
}
