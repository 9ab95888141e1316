package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.eval.functions.Size;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.TemplatePart;
import io.esform.lang.ast.TemplatePart.ForPart;
import io.esform.lang.ast.TemplatePart.IfPart;
import io.esform.lang.ast.TemplatePart.InterpolationPart;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.StringValue;
import java.util.List;

/// Templates: a single interpolation gives its value unchanged, anything else a string.
final class Templates {

  private static final String INVALID = "Invalid template interpolation value";

  private final SourceRange context;
  private final StringBuilder text = new StringBuilder();
  private final Size size = Size.ofResult();
  private boolean isSensitive;
  private boolean isUnknown;

  private Templates(SourceRange context) {
    this.context = context;
  }

  static Value evaluate(EvaluationContext evaluation, TemplateExpression template) {
    List<TemplatePart> parts = template.parts();
    if (parts.isEmpty()) {
      return Value.of("");
    }
    if (parts.size() == 1) {
      if (parts.getFirst() instanceof LiteralPart(var literal, _)) {
        return Value.of(literal);
      }
      if (parts.getFirst() instanceof InterpolationPart(var expression, _)) {
        return evaluation.evaluate(expression);
      }
    }
    var builder = new Templates(template.range());
    builder.append(evaluation, parts);
    if (!evaluation.isWithin(builder.size, template.range())) {
      return EvaluationContext.failed();
    }
    return EvaluationContext.marked(
        builder.isUnknown ? Value.unknown(Types.STRING) : Value.of(builder.text.toString()),
        builder.isSensitive);
  }

  private void append(EvaluationContext evaluation, List<TemplatePart> parts) {
    for (TemplatePart part : parts) {
      if (size.excess() != Size.Excess.NONE) {
        return;
      }
      switch (part) {
        case LiteralPart(var literal, _) -> add(literal);
        case InterpolationPart interpolation -> interpolate(evaluation, interpolation);
        case IfPart choice -> choose(evaluation, choice);
        case ForPart loop -> repeat(evaluation, loop);
      }
    }
  }

  private void interpolate(EvaluationContext evaluation, InterpolationPart part) {
    Value value = evaluation.evaluate(part.expression());
    SourceRange range = part.expression().range();
    evaluation.noteSecrets(value);
    if (value.isNull()) {
      evaluation.fail(
          INVALID, "This value is null and cannot be part of a string.", range, context);
      isUnknown = true;
      return;
    }
    switch (Conversion.convert(value, Types.STRING)) {
      case Converted(var converted) -> add(converted);
      case Failed failed -> {
        evaluation.fail(INVALID, capital(failed.message()) + "." + hint(value), range, context);
        isUnknown = true;
      }
    }
  }

  private static String hint(Value value) {
    return switch (value.unmarked()) {
      case Value.ListValue _, Value.SetValue _, Value.TupleValue _ ->
          " Use join() to combine the elements into a string, or jsonencode().";
      case Value.MapValue _, Value.ObjectValue _ -> " Use jsonencode() for JSON text.";
      case StringValue _,
          Value.NumberValue _,
          BoolValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ ->
          "";
    };
  }

  private static String capital(String clause) {
    return Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
  }

  private void add(String addition) {
    if (size.add(addition)) {
      text.append(addition);
    }
  }

  private void add(Value value) {
    isSensitive |= value.isSensitive();
    if (value.unmarked() instanceof StringValue(var addition)) {
      add(addition);
    } else {
      isUnknown = true;
    }
  }

  private void choose(EvaluationContext evaluation, IfPart part) {
    Value condition =
        Conditionals.condition(
            evaluation,
            evaluation.evaluate(part.condition()),
            part.condition().range(),
            part.range());
    isSensitive |= condition.isSensitive();
    if (condition.unmarked() instanceof BoolValue(var isTrue)) {
      append(evaluation, isTrue ? part.then() : part.otherwise());
    } else {
      isUnknown = true;
    }
  }

  /// Stops at the first element with a fault, as {@link ForExpressions} does.
  private void repeat(EvaluationContext evaluation, ForPart part) {
    Value collection = evaluation.evaluate(part.collection());
    switch (Iteration.over(evaluation, collection, part.collection().range(), part.range())) {
      case Iteration.Unknown(var secret) -> {
        isSensitive |= secret;
        isUnknown = true;
      }
      case Iteration.Entries(var entries, var secret) -> {
        isSensitive |= secret;
        var faults = new DiagnosticSink();
        for (Iteration.Entry entry : entries) {
          one(evaluation.reportingTo(faults), part, entry);
          if (size.excess() != Size.Excess.NONE || evaluation.limits().isSpent()) {
            break;
          }
          if (faults.hasErrors()) {
            if (secret) {
              faults = new DiagnosticSink();
              one(evaluation.reportingTo(faults), part, entry.marked());
            }
            break;
          }
        }
        evaluation.sink().report(faults.toDiagnostics());
      }
    }
  }

  private void one(EvaluationContext evaluation, ForPart part, Iteration.Entry entry) {
    var scope =
        new LocalScope(
            evaluation.scope(), part.keyName(), entry.key(), part.valueName(), entry.value());
    append(evaluation.within(scope), part.body());
  }
}
