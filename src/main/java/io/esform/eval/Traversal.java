package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.eval.Scope.Step;
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
final class Traversal {

  static final String NO_ATTRIBUTE = "Unsupported attribute";

  private Traversal() {}

  static Value follow(Evaluation evaluation, Value value, List<Step> steps, SourceRange context) {
    Value current = value;
    for (Step step : steps) {
      current =
          switch (step) {
            case Step.Name name -> attribute(evaluation, current, name, context);
            case Step.Key key -> Indexing.index(evaluation, current, key, context);
          };
    }
    return current;
  }

  private static Value attribute(
      Evaluation evaluation, Value value, Step.Name step, SourceRange context) {
    if (value.isSensitive()) {
      evaluation.noteSecrets(value);
      return marked(plainAttribute(evaluation, value.unmarked(), step, context, true));
    }
    return plainAttribute(evaluation, value, step, context, false);
  }

  private static Value marked(Value value) {
    return Value.sensitive(value);
  }

  private static Value plainAttribute(
      Evaluation evaluation, Value value, Step.Name step, SourceRange context, boolean secret) {
    return switch (value) {
      case ObjectValue(var attributes) -> {
        Value found = attributes.get(step.name());
        yield found != null
            ? found
            : noAttribute(
                evaluation, step, secret ? List.of() : List.copyOf(attributes.keySet()), context);
      }
      case MapValue(_, var elements) -> {
        Value found = elements.get(step.name());
        yield found != null
            ? found
            : Indexing.noElement(
                evaluation,
                step.name(),
                secret ? List.of() : List.copyOf(elements.keySet()),
                new Place(step.range(), context));
      }
      case Value.UnknownValue(var type) -> unknownAttribute(evaluation, type, step, context);
      case Value.NullValue _ ->
          evaluation.fail(
              "Attempt to get attribute from null value",
              "This value is null, so it has no attribute \"" + step.name() + "\".",
              step.range(),
              context);
      case ListValue _, SetValue _, TupleValue _ ->
          ofSequence(evaluation, value.type(), step, context);
      case Value.StringValue _, Value.NumberValue _, Value.BoolValue _, Value.SensitiveValue _ ->
          noAttributes(evaluation, value.type(), step, context);
    };
  }

  private static Value unknownAttribute(
      Evaluation evaluation, Type type, Step.Name step, SourceRange context) {
    return switch (type) {
      case Type.AnyType() -> Value.unknown(Types.ANY);
      case Type.MapType(var element) -> Value.unknown(element);
      case Type.ObjectType(var attributes, _) -> {
        Type found = attributes.get(step.name());
        yield found != null
            ? Value.unknown(found)
            : noAttribute(evaluation, step, List.copyOf(attributes.keySet()), context);
      }
      case Type.ListType _, Type.SetType _, Type.TupleType _ ->
          ofSequence(evaluation, type, step, context);
      case Type.Primitive _ -> noAttributes(evaluation, type, step, context);
    };
  }

  private static Value noAttribute(
      Evaluation evaluation, Step.Name step, List<String> known, SourceRange context) {
    return evaluation.fail(
        NO_ATTRIBUTE,
        "This object has no attribute \""
            + step.name()
            + "\"."
            + Suggestion.didYouMean(step.name(), known)
            + Names.list(" Its attributes are ", known),
        step.range(),
        context);
  }

  private static Value ofSequence(
      Evaluation evaluation, Type type, Step.Name step, SourceRange context) {
    String one =
        type instanceof Type.SetType ? "" : "\"[0]." + step.name() + "\" for one element or ";
    return evaluation.fail(
        NO_ATTRIBUTE,
        "This is "
            + Description.kind(type)
            + ", which has no attributes. Use "
            + one
            + "\"[*]."
            + step.name()
            + "\" for all elements.",
        step.range(),
        context);
  }

  private static Value noAttributes(
      Evaluation evaluation, Type type, Step.Name step, SourceRange context) {
    return evaluation.fail(
        NO_ATTRIBUTE,
        "This is "
            + Description.kind(type)
            + ", which has no attributes, so there is no \""
            + step.name()
            + "\".",
        step.range(),
        context);
  }

  /// @param subject the range of the fault
  /// @param context the range to show around it
  record Place(SourceRange subject, SourceRange context) {}
}
