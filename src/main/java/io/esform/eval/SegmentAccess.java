package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.eval.Scope.Segment;
import io.esform.value.Description;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.List;

/// Steps into a value: `.name` and `[key]`.
final class SegmentAccess {

  static final String NO_ATTRIBUTE = "Unsupported attribute";

  private SegmentAccess() {}

  static Value follow(
      EvaluationContext evaluation, Value value, List<Segment> segments, SourceRange context) {
    Value current = value;
    for (Segment segment : segments) {
      current =
          switch (segment) {
            case Segment.Name name -> attribute(evaluation, current, name, context);
            case Segment.Key key -> Indexing.index(evaluation, current, key, context);
          };
    }
    return current;
  }

  private static Value attribute(
      EvaluationContext evaluation, Value value, Segment.Name segment, SourceRange context) {
    if (value.isSensitive()) {
      evaluation.noteSecrets(value);
      return marked(plainAttribute(evaluation, value.unmarked(), segment, context, true));
    }
    return plainAttribute(evaluation, value, segment, context, false);
  }

  private static Value marked(Value value) {
    return Value.sensitive(value);
  }

  private static Value plainAttribute(
      EvaluationContext evaluation,
      Value value,
      Segment.Name segment,
      SourceRange context,
      boolean secret) {
    return switch (value) {
      case ObjectValue(var attributes) -> {
        Value found = attributes.get(segment.name());
        yield found != null
            ? found
            : noAttribute(
                evaluation,
                segment,
                secret ? List.of() : List.copyOf(attributes.keySet()),
                context);
      }
      case MapValue(_, var elements) -> {
        Value found = elements.get(segment.name());
        yield found != null
            ? found
            : Indexing.noElement(
                evaluation,
                segment.name(),
                secret ? List.of() : List.copyOf(elements.keySet()),
                new Place(segment.range(), context));
      }
      case Value.UnknownValue(var type) -> unknownAttribute(evaluation, type, segment, context);
      case Value.NullValue _ ->
          evaluation.fail(
              "Attempt to get attribute from null value",
              "This value is null, so it has no attribute \"" + segment.name() + "\".",
              segment.range(),
              context);
      case ListValue _, SetValue _, TupleValue _ ->
          ofSequence(evaluation, value.type(), segment, context);
      case Value.StringValue _, Value.NumberValue _, Value.BoolValue _, Value.SensitiveValue _ ->
          noAttributes(evaluation, value.type(), segment, context);
    };
  }

  private static Value unknownAttribute(
      EvaluationContext evaluation, Type type, Segment.Name segment, SourceRange context) {
    return switch (type) {
      case Type.AnyType() -> Value.unknown(Types.ANY);
      case Type.MapType(var element) -> Value.unknown(element);
      case Type.ObjectType(var attributes, _) -> {
        Type found = attributes.get(segment.name());
        yield found != null
            ? Value.unknown(found)
            : noAttribute(evaluation, segment, List.copyOf(attributes.keySet()), context);
      }
      case Type.ListType _, Type.SetType _, Type.TupleType _ ->
          ofSequence(evaluation, type, segment, context);
      case Type.Primitive _ -> noAttributes(evaluation, type, segment, context);
    };
  }

  private static Value noAttribute(
      EvaluationContext evaluation, Segment.Name segment, List<String> known, SourceRange context) {
    return evaluation.fail(
        NO_ATTRIBUTE,
        "This object has no attribute \""
            + segment.name()
            + "\"."
            + Suggestion.didYouMean(segment.name(), known)
            + NameList.list(" Its attributes are ", known),
        segment.range(),
        context);
  }

  private static Value ofSequence(
      EvaluationContext evaluation, Type type, Segment.Name segment, SourceRange context) {
    String one =
        type instanceof Type.SetType ? "" : "\"[0]." + segment.name() + "\" for one element or ";
    return evaluation.fail(
        NO_ATTRIBUTE,
        "This is "
            + Description.kind(type)
            + ", which has no attributes. Use "
            + one
            + "\"[*]."
            + segment.name()
            + "\" for all elements.",
        segment.range(),
        context);
  }

  private static Value noAttributes(
      EvaluationContext evaluation, Type type, Segment.Name segment, SourceRange context) {
    return evaluation.fail(
        NO_ATTRIBUTE,
        "This is "
            + Description.kind(type)
            + ", which has no attributes, so there is no \""
            + segment.name()
            + "\".",
        segment.range(),
        context);
  }

  /// @param subject the range of the fault
  /// @param context the range to show around it
  record Place(SourceRange subject, SourceRange context) {}
}
