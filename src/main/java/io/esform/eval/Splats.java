package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.functions.Size;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;

/// `source[*].a` and `source.*.a`: attributes or elements of every element. A value that is not a
/// sequence counts as a single element, null as no element.
final class Splats {

  private Splats() {}

  static Value evaluate(EvaluationContext evaluation, SplatExpression splat) {
    Value source = evaluation.evaluate(splat.source());
    if (!source.isSensitive()) {
      return over(evaluation, splat, source);
    }
    evaluation.noteSecrets(source);
    var faults = new DiagnosticSink();
    Value value = over(evaluation.reportingTo(faults), splat, source.unmarked());
    if (faults.hasErrors()) {
      // The message must not show the source.
      return evaluation.fail(
          "Invalid splat",
          "The splat cannot be applied to every element of this sensitive value.",
          splat.range(),
          splat.range());
    }
    return Value.sensitive(value);
  }

  private static Value over(EvaluationContext evaluation, SplatExpression splat, Value source) {
    return switch (source) {
      case TupleValue(var elements) -> new TupleValue(each(evaluation, splat, elements));
      case ListValue(var type, var elements) -> list(evaluation, splat, elements, type);
      case SetValue(var type, var elements) ->
          source.isWhollyKnown()
              ? list(evaluation, splat, elements, type)
              : ofUnknown(evaluation, splat, source.type());
      case Value.UnknownValue(var type) -> ofUnknown(evaluation, splat, type);
      case Value.NullValue(var type) -> ofNull(evaluation, splat, type);
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.SensitiveValue _ ->
          new TupleValue(each(evaluation, splat, List.of(source)));
    };
  }

  /// Stops at the first element with a fault.
  private static List<Value> each(
      EvaluationContext evaluation, SplatExpression splat, List<Value> elements) {
    var faults = new DiagnosticSink();
    EvaluationContext inner = evaluation.reportingTo(faults);
    var results = new ArrayList<Value>(elements.size());
    Size size = Size.ofElements();
    for (Value element : elements) {
      Value result =
          faults.hasErrors()
              ? EvaluationContext.failed()
              : inner.withSplatItem(element).evaluate(splat.each());
      results.add(result);
      if (!size.add(result)) {
        break;
      }
    }
    if (!evaluation.isWithin(size, splat.range())) {
      return List.of();
    }
    evaluation.sink().report(faults.toDiagnostics());
    return results;
  }

  /// A list gives a list if all results have one type.
  private static Value list(
      EvaluationContext evaluation, SplatExpression splat, List<Value> elements, Type elementType) {
    if (elements.isEmpty()) {
      return new ListValue(typeOfEach(evaluation, splat, elementType), List.of());
    }
    List<Value> results = each(evaluation, splat, elements);
    List<Type> types = results.stream().map(Value::type).distinct().toList();
    return types.size() == 1 ? new ListValue(types.getFirst(), results) : new TupleValue(results);
  }

  private static Type typeOfEach(
      EvaluationContext evaluation, SplatExpression splat, Type elementType) {
    return evaluation.withSplatItem(Value.unknown(elementType)).evaluate(splat.each()).type();
  }

  private static Value ofUnknown(EvaluationContext evaluation, SplatExpression splat, Type type) {
    return switch (type) {
      case Type.ListType(var element) ->
          Value.unknown(Types.list(typeOfEach(evaluation, splat, element)));
      case Type.SetType(var element) ->
          Value.unknown(Types.list(typeOfEach(evaluation, splat, element)));
      case Type.TupleType(var elements) ->
          new TupleValue(
              each(
                  evaluation,
                  splat,
                  elements.stream()
                      .map(Unification::withoutOptional)
                      .map(Value::unknown)
                      .toList()));
      case Type.AnyType _, Type.Primitive _, Type.MapType _, Type.ObjectType _ ->
          Value.unknown(Types.ANY);
    };
  }

  private static Value ofNull(EvaluationContext evaluation, SplatExpression splat, Type type) {
    return switch (type) {
      case Type.ListType _, Type.SetType _, Type.TupleType _ ->
          evaluation.fail(
              "Splat of null value",
              "A splat needs a sequence here, but this value is null.",
              splat.source().range(),
              splat.range());
      case Type.AnyType _, Type.Primitive _, Type.MapType _, Type.ObjectType _ ->
          new TupleValue(List.of());
    };
  }
}
