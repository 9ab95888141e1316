package io.esform.eval;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.EsformBug;
import io.esform.diag.SourceRange;
import io.esform.eval.functions.Functions;
import io.esform.eval.functions.Limits;
import io.esform.eval.functions.Size;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.ForExpression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ParenthesizedExpression;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.lang.ast.Expression.SplatItemExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The evaluation of one expression: its functions, its scope, the sink for faults, and the
/// surrounding constructs.
record EvaluationContext(
    Functions functions,
    Scope scope,
    DiagnosticSink sink,
    Limits limits,
    Surroundings surroundings) {

  private static final int LONGEST_DETAIL = 4000;

  /// @param splatItem the current element inside a splat; null outside
  /// @param watch records unknowns and secrets inside `try` and `can`; null outside
  /// @param templateDepth the number of enclosing template files
  record Surroundings(@Nullable Value splatItem, @Nullable FailureTrace watch, int templateDepth) {
    static final Surroundings NONE = new Surroundings(null, null, 0);
  }

  /// Returns an unknown without a diagnostic once the steps of the expression are used up: the
  /// caller that started the evaluation reports that.
  Value evaluate(Expression expression) {
    if (!limits.spend(1)) {
      return failed();
    }
    return switch (expression) {
      case LiteralExpression literal -> Operations.checkedLiteral(this, literal);
      case TemplateExpression template -> Templates.evaluate(this, template);
      case TupleExpression tuple -> Constructors.tuple(this, tuple);
      case ObjectExpression object -> Constructors.object(this, object);
      case VariableExpression _, AttributeExpression _, IndexExpression _ ->
          References.evaluate(this, expression);
      case SplatExpression splat -> once(splat, it -> Splats.evaluate(it, splat));
      case SplatItemExpression _ -> splatItem();
      case ForExpression loop -> once(loop, it -> ForExpressions.evaluate(it, loop));
      case ConditionalExpression conditional -> Conditionals.evaluate(this, conditional);
      case BinaryExpression binary -> Operations.binary(this, binary);
      case UnaryExpression unary -> Operations.unary(this, unary);
      case FunctionCallExpression call -> once(call, it -> Calls.evaluate(it, call));
      case ParenthesizedExpression(var inner, _) -> evaluate(inner);
      case ErrorExpression _ -> Value.unknown(Types.ANY);
    };
  }

  /// Evaluates a possibly expensive expression once for all scopes in which it has the same value.
  private Value once(Expression expression, Function<EvaluationContext, Value> evaluation) {
    Scope.Shared shared = surroundings.equals(Surroundings.NONE) ? scope.shared() : null;
    if (shared == null) {
      return evaluation.apply(this);
    }
    Scope.Evaluated evaluated =
        shared.get(
            expression,
            () -> {
              var faults = new DiagnosticSink();
              Value value = evaluation.apply(reportingTo(faults));
              return new Scope.Evaluated(value, faults.toDiagnostics());
            });
    sink.report(evaluated.faults());
    return evaluated.value();
  }

  private Value splatItem() {
    Value item = surroundings.splatItem();
    if (item == null) {
      throw new EsformBug("A splat's element is evaluated outside the splat.");
    }
    return item;
  }

  EvaluationContext within(Scope inner) {
    return new EvaluationContext(functions, inner, sink, limits, surroundings);
  }

  EvaluationContext reportingTo(DiagnosticSink other) {
    return new EvaluationContext(functions, scope, other, limits, surroundings);
  }

  EvaluationContext withSplatItem(Value item) {
    return with(new Surroundings(item, surroundings.watch(), surroundings.templateDepth()));
  }

  EvaluationContext watchedBy(FailureTrace watch) {
    return with(new Surroundings(surroundings.splatItem(), watch, surroundings.templateDepth()));
  }

  EvaluationContext insideTemplate() {
    return with(
        new Surroundings(
            surroundings.splatItem(), surroundings.watch(), surroundings.templateDepth() + 1));
  }

  private EvaluationContext with(Surroundings other) {
    return new EvaluationContext(functions, scope, sink, limits, other);
  }

  /// Notifies an enclosing `try` or `can` if the value is not wholly known, unless a fault is the
  /// cause.
  void noteUnknowns(Value value) {
    FailureTrace watch = surroundings.watch();
    if (watch != null && !watch.sawUnknown() && !sink.hasErrors() && !value.isWhollyKnown()) {
      watch.noteUnknown();
    }
  }

  /// Notifies an enclosing `try` or `can` that an operation reads the content of these values, so
  /// that a secret among them may decide whether it fails. Copying a value does not read its
  /// content.
  void noteSecrets(Value... looked) {
    FailureTrace watch = surroundings.watch();
    if (watch != null && Arrays.stream(looked).anyMatch(Value::isSensitive)) {
      watch.noteSecret();
    }
  }

  /// Likewise for an operation that reads a value with all nested values.
  void noteSecretsWithin(Value... looked) {
    FailureTrace watch = surroundings.watch();
    if (watch != null && Arrays.stream(looked).anyMatch(Value::containsSensitive)) {
      watch.noteSecret();
    }
  }

  /// Counts the work of traversing a value.
  void spendOn(Value value) {
    Size size = Size.ofResult();
    size.add(value);
    limits.spend(size.steps());
  }

  /// The value, unless it is larger than an expression may produce.
  Value bounded(Value value, SourceRange range) {
    Size size = Size.ofResult();
    size.add(value);
    return isWithin(size, range) ? value : failed();
  }

  /// Whether the size is within the limit; reports an error if it is not.
  boolean isWithin(Size size, SourceRange range) {
    limits.spend(size.steps());
    if (size.excess() == Size.Excess.NONE) {
      return true;
    }
    FailureTrace watch = surroundings.watch();
    if (watch != null) {
      // A secret may decide the size.
      watch.noteSecret();
    }
    fail(
        "Expression produces too much",
        "This expression cannot be evaluated: " + size.excess().clause() + ".",
        range,
        range);
    return false;
  }

  /// Reports an error and returns {@link #failed}.
  Value fail(String summary, String detail, SourceRange subject, SourceRange context) {
    sink.report(Diagnostic.error(summary, cut(detail), subject).withContext(context));
    return failed();
  }

  /// Cuts a long detail: the text of a type can be very long.
  private static String cut(String detail) {
    return detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
  }

  /// The value of an expression whose fault is already reported.
  static Value failed() {
    return Value.unknown(Types.ANY);
  }

  static Value marked(Value value, boolean isSensitive) {
    return isSensitive ? Value.sensitive(value) : value;
  }
}
