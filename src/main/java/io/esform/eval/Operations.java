package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.eval.functions.Equality;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.BinaryOperator;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.UnaryOperator;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Marks;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Operators.
///
/// An unknown operand gives an unknown result, with these exceptions: `false && x` and `x && false`
/// are false, `true || x` and `x || true` are true. The right side of `&&` and `||` is not
/// evaluated when the left decides.
final class Operations {

  /// The precision of a quotient with infinitely many digits.
  private static final MathContext QUOTIENT = new MathContext(50, RoundingMode.HALF_EVEN);

  private static final String INVALID = "Invalid operand";

  private Operations() {}

  static Value checkedLiteral(EvaluationContext evaluation, LiteralExpression literal) {
    return literal.value() instanceof NumberValue(var number) && NumberValue.isTooLong(number)
        ? tooLong(evaluation, literal.range())
        : literal.value();
  }

  static Value binary(EvaluationContext evaluation, BinaryExpression expression) {
    return switch (expression.operator()) {
      case AND -> logical(evaluation, expression, false);
      case OR -> logical(evaluation, expression, true);
      case EQUAL -> equality(evaluation, expression, Equality.EQUAL);
      case NOT_EQUAL -> equality(evaluation, expression, Equality.DIFFERENT);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          numeric(evaluation, expression, Types.BOOL);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> numeric(evaluation, expression, Types.NUMBER);
    };
  }

  static Value unary(EvaluationContext evaluation, UnaryExpression expression) {
    Type wanted = expression.operator() == UnaryOperator.NOT ? Types.BOOL : Types.NUMBER;
    Value operand =
        operand(
            evaluation,
            evaluation.evaluate(expression.operand()),
            wanted,
            "The operand of \"" + expression.operator().symbol() + "\"",
            new SegmentAccess.Place(expression.operand().range(), expression.range()));
    Value result =
        switch (operand.unmarked()) {
          case NumberValue(var number) -> new NumberValue(number.negate());
          case BoolValue(var truth) -> Value.of(!truth);
          case Value.StringValue _,
              Value.ListValue _,
              Value.SetValue _,
              Value.TupleValue _,
              Value.MapValue _,
              Value.ObjectValue _,
              Value.NullValue _,
              Value.UnknownValue _,
              Value.SensitiveValue _ ->
              Value.unknown(wanted);
        };
    return EvaluationContext.marked(result, operand.isSensitive());
  }

  /// @param decisive the operand that decides the result: false for `&&`, true for `||`
  private static Value logical(
      EvaluationContext evaluation, BinaryExpression expression, boolean decisive) {
    Value left = left(evaluation, expression, Types.BOOL);
    if (left.unmarked() instanceof BoolValue(var truth) && truth == decisive) {
      return left;
    }
    Value right = right(evaluation, expression, Types.BOOL);
    boolean secret = left.isSensitive() || right.isSensitive();
    boolean rightDecides = right.unmarked() instanceof BoolValue(var truth) && truth == decisive;
    Value result = left.isKnown() || rightDecides ? right.unmarked() : Value.unknown(Types.BOOL);
    return EvaluationContext.marked(result, secret);
  }

  private static Value equality(
      EvaluationContext evaluation, BinaryExpression expression, Equality wanted) {
    Value left = evaluation.evaluate(expression.left());
    Value right = evaluation.evaluate(expression.right());
    evaluation.spendOn(left);
    evaluation.spendOn(right);
    Equality found = Equality.of(Marks.strip(left), Marks.strip(right));
    Value result =
        found == Equality.UNKNOWN ? Value.unknown(Types.BOOL) : Value.of(found == wanted);
    return EvaluationContext.marked(result, left.containsSensitive() || right.containsSensitive());
  }

  private static Value numeric(
      EvaluationContext evaluation, BinaryExpression expression, Type result) {
    Value left = left(evaluation, expression, Types.NUMBER);
    Value right = right(evaluation, expression, Types.NUMBER);
    boolean secret = left.isSensitive() || right.isSensitive();
    Value value =
        left.unmarked() instanceof NumberValue(var first)
                && right.unmarked() instanceof NumberValue(var second)
            ? compute(evaluation, expression, first, second)
            : Value.unknown(result);
    return EvaluationContext.marked(value, secret);
  }

  private static Value compute(
      EvaluationContext evaluation,
      BinaryExpression expression,
      BigDecimal left,
      BigDecimal right) {
    BinaryOperator operator = expression.operator();
    boolean divides = operator == BinaryOperator.DIVIDE || operator == BinaryOperator.MODULO;
    if (divides && right.signum() == 0) {
      return evaluation.fail(
          "Division by zero",
          "The right operand of \"" + operator.symbol() + "\" is zero.",
          expression.right().range(),
          expression.range());
    }
    int order = left.compareTo(right);
    return switch (operator) {
      case LESS -> Value.of(order < 0);
      case LESS_OR_EQUAL -> Value.of(order <= 0);
      case GREATER -> Value.of(order > 0);
      case GREATER_OR_EQUAL -> Value.of(order >= 0);
      case ADD -> number(evaluation, left.add(right), expression);
      case SUBTRACT -> number(evaluation, left.subtract(right), expression);
      case MULTIPLY -> number(evaluation, left.multiply(right), expression);
      case DIVIDE -> number(evaluation, left.divide(right, QUOTIENT), expression);
      case MODULO -> number(evaluation, left.remainder(right), expression);
      case AND, OR, EQUAL, NOT_EQUAL -> EvaluationContext.failed();
    };
  }

  private static Value number(
      EvaluationContext evaluation, BigDecimal result, BinaryExpression expression) {
    return NumberValue.isTooLong(result)
        ? tooLong(evaluation, expression.range())
        : new NumberValue(result);
  }

  private static Value tooLong(EvaluationContext evaluation, SourceRange range) {
    return evaluation.fail(
        "Number too long", "This number has more than 10,000 digits.", range, range);
  }

  private static Value left(
      EvaluationContext evaluation, BinaryExpression expression, Type wanted) {
    return operand(
        evaluation,
        evaluation.evaluate(expression.left()),
        wanted,
        "The left operand of \"" + expression.operator().symbol() + "\"",
        new SegmentAccess.Place(expression.left().range(), expression.range()));
  }

  private static Value right(
      EvaluationContext evaluation, BinaryExpression expression, Type wanted) {
    return operand(
        evaluation,
        evaluation.evaluate(expression.right()),
        wanted,
        "The right operand of \"" + expression.operator().symbol() + "\"",
        new SegmentAccess.Place(expression.right().range(), expression.range()));
  }

  /// The operand converted to the wanted type, with its sensitive mark; an unknown if it has a
  /// fault.
  private static Value operand(
      EvaluationContext evaluation,
      Value value,
      Type wanted,
      String which,
      SegmentAccess.Place place) {
    evaluation.noteSecrets(value);
    if (value.isNull()) {
      return evaluation.fail(INVALID, which + " is null.", place.subject(), place.context());
    }
    return switch (Conversion.convert(value, wanted)) {
      case Converted(var converted) -> converted;
      case Failed failed ->
          evaluation.fail(
              INVALID,
              which + " is not valid: " + failed.message() + ".",
              place.subject(),
              place.context());
    };
  }
}
