package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.functions.Functions;
import io.esform.eval.functions.Limits;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;
import java.time.Instant;

/// Evaluates an expression in a scope, as HCL 2 defines it.
///
/// A fault is reported to the sink, and the value is an unknown of any type, which causes no
/// further faults. An unknown operand gives an unknown of the result's type. A result is sensitive
/// if a sensitive value decides it. No diagnostic shows a sensitive value.
///
/// {@link Limits} bounds the size of results and the work of one expression.
///
/// Reported faults may be dropped: `try`, `can` and the branches of a conditional are evaluated
/// with separate sinks. A scope that evaluates on demand must report only faults of the reference
/// itself to the given sink, and faults of the *value of the name* elsewhere.
public final class Evaluator {

  private final Functions functions;
  private final long mostSteps;

  public Evaluator(Functions functions) {
    this(functions, Limits.MOST_STEPS);
  }

  /// @param mostSteps the limit for one expression
  Evaluator(Functions functions, long mostSteps) {
    this.functions = functions;
    this.mostSteps = mostSteps;
  }

  /// The time of the plan, the same for the whole plan and its apply.
  public Instant planTime() {
    return functions.planTime();
  }

  public Value evaluate(Expression expression, Scope scope, DiagnosticSink sink) {
    var limits = new Limits(mostSteps);
    Value value =
        new EvaluationContext(functions, scope, sink, limits, EvaluationContext.Surroundings.NONE)
            .evaluate(expression);
    if (!limits.isSpent()) {
      return value;
    }
    sink.error(
        "Expression takes too long",
        "This expression takes %s. Use fewer elements, or move repeated parts to local values."
            .formatted(limits.tooManySteps()),
        expression.range());
    return EvaluationContext.failed();
  }
}
