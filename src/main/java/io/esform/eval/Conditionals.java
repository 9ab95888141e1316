package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import java.util.List;
import java.util.Optional;

/// `condition ? a : b`, and conditions wherever they stand.
final class Conditionals {

  private Conditionals() {}

  /// Both branches are evaluated, for the common type; only the faults of the one taken count.
  static Value evaluate(Evaluation evaluation, ConditionalExpression expression) {
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
    Optional<Type> type = commonType(whenTrue, whenFalse);
    if (condition.unmarked() instanceof BoolValue(var isTrue)) {
      evaluation.sink().report((isTrue ? faultsWhenTrue : faultsWhenFalse).toDiagnostics());
    }
    if (type.isEmpty()) {
      return evaluation.fail(
          "Inconsistent conditional result types",
          "Both results of a conditional must be of one type, but the first is "
              + whenTrue.type().display()
              + " and the second is "
              + whenFalse.type().display()
              + ".",
          expression.whenTrue().range().to(expression.whenFalse().range()),
          expression.range());
    }
    if (condition.unmarked() instanceof BoolValue(var isTrue)) {
      Value taken = converted(isTrue ? whenTrue : whenFalse, type.get());
      return Evaluation.marked(taken, condition.isSensitive());
    }
    boolean secret =
        condition.isSensitive() || whenTrue.containsSensitive() || whenFalse.containsSensitive();
    return Evaluation.marked(Value.unknown(type.get()), secret);
  }

  /// The type of the result; any when one branch is unknown to its type.
  private static Optional<Type> commonType(Value whenTrue, Value whenFalse) {
    Type first = whenTrue.type();
    Type second = whenFalse.type();
    if (first.equals(second)) {
      return Optional.of(first);
    }
    return Unification.isUndecided(whenTrue) || Unification.isUndecided(whenFalse)
        ? Optional.of(Types.ANY)
        : Unification.unify(List.of(first, second));
  }

  private static Value converted(Value value, Type type) {
    return value.type().equals(type)
        ? value
        : Conversion.tryConvert(value, type).orElseGet(Evaluation::failed);
  }

  /// The value as a condition: true, false or unknown, marked as it was given. What is no condition
  /// is reported and gives an unknown.
  static Value condition(
      Evaluation evaluation, Value value, SourceRange range, SourceRange context) {
    if (value.isNull()) {
      return evaluation.fail(
          "Invalid condition",
          "A condition must be true or false, but this is null.",
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
