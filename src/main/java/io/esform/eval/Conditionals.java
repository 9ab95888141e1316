package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.value.Choice;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Description;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import java.util.List;
import java.util.Optional;

/// `condition ? a : b`, and all other conditions.
final class Conditionals {

  private Conditionals() {}

  /// Both branches are evaluated, for the common type; only faults of the selected one are
  /// reported.
  static Value evaluate(EvaluationContext evaluation, ConditionalExpression expression) {
    Value condition =
        condition(
            evaluation,
            evaluation.evaluate(expression.condition()),
            expression.condition().range(),
            expression.range());
    var faultsWhenTrue = new DiagnosticSink();
    var faultsWhenFalse = new DiagnosticSink();
    Value whenTrue = evaluation.reportingTo(faultsWhenTrue).evaluate(expression.whenTrue());
    Value whenFalse = evaluation.reportingTo(faultsWhenFalse).evaluate(expression.whenFalse());
    if (!whenTrue.type().equals(whenFalse.type())) {
      evaluation.noteSecretsWithin(whenTrue, whenFalse);
    }
    evaluation.spendOn(whenTrue);
    evaluation.spendOn(whenFalse);
    Optional<Value> result;
    if (condition.unmarked() instanceof BoolValue(var isTrue)) {
      evaluation.sink().report((isTrue ? faultsWhenTrue : faultsWhenFalse).toDiagnostics());
      boolean isOtherFaulty = (isTrue ? faultsWhenFalse : faultsWhenTrue).hasErrors();
      Value other = isTrue ? whenFalse : whenTrue;
      result =
          Choice.of(isTrue ? whenTrue : whenFalse, isOtherFaulty ? List.of() : List.of(other))
              .map(taken -> EvaluationContext.marked(taken, condition.isSensitive()));
    } else {
      boolean secret =
          condition.isSensitive() || whenTrue.containsSensitive() || whenFalse.containsSensitive();
      result =
          commonType(whenTrue, whenFalse)
              .map(type -> EvaluationContext.marked(Value.unknown(type), secret));
    }
    return result.orElseGet(() ->
        evaluation.fail(
            "Inconsistent conditional result types",
            "Both results of a conditional must be of one type, but the first is "
                + Description.type(whenTrue)
                + " and the second is "
                + Description.type(whenFalse)
                + ".",
            expression.whenTrue().range().to(expression.whenFalse().range()),
            expression.range()));
  }

  /// The type of the result; any when the type of one branch is unknown.
  private static Optional<Type> commonType(Value whenTrue, Value whenFalse) {
    return Unification.isUndecided(whenTrue) || Unification.isUndecided(whenFalse)
        ? Optional.of(Types.ANY)
        : Unification.unify(List.of(whenTrue.type(), whenFalse.type()));
  }

  /// The value as a condition: true, false or unknown, with its sensitive mark. Reports any other
  /// value and returns an unknown.
  static Value condition(
      EvaluationContext evaluation, Value value, SourceRange range, SourceRange context) {
    evaluation.noteSecrets(value);
    if (value.isNull()) {
      return evaluation.fail(
          "Invalid condition",
          "A condition must be true or false, but this value is null.",
          range,
          context);
    }
    return switch (Conversion.convert(value, Types.BOOL)) {
      case Converted(var condition) -> condition;
      case Failed failed ->
          evaluation.fail(
              "Invalid condition",
              "A condition must be true or false: " + failed.message() + ".",
              range,
              context);
    };
  }
}
