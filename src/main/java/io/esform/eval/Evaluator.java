package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.functions.Functions;
import io.esform.eval.functions.Limits;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;
import java.time.Instant;

/// Gives the value of an expression in a scope, as HCL 2 defines it.
///
/// A fault is reported to the sink and its place taken by an unknown of any type, from which no
/// further fault follows. An unknown operand gives an unknown of the result's type; sensitivity
/// spreads to whatever a sensitive value decides. No diagnostic shows a sensitive value.
///
/// How much an expression may produce, and how much work it may take, is bounded by {@link Limits}.
///
/// What is reported may be dropped: `try`, `can` and the branch of a conditional that is not taken
/// are evaluated on sinks of their own. A scope that evaluates on demand must report the faults of
/// *what a name stands for* elsewhere, and only those of the reference itself to the sink it is
/// handed.
public final class Evaluator {

  private final Functions functions;
  private final long mostSteps;

  public Evaluator(Functions functions) {
    this(functions, Limits.MOST_STEPS);
  }

  /// @param mostSteps that one expression may take
  Evaluator(Functions functions, long mostSteps) {
    this.functions = functions;
    this.mostSteps = mostSteps;
  }

  /// The one instant that all of a plan and its apply see.
  public Instant planTime() {
    return functions.planTime();
  }

  public Value evaluate(Expression expression, Scope scope, DiagnosticSink sink) {
    var limits = new Limits(mostSteps);
    Value value =
        new Evaluation(functions, scope, sink, limits, Evaluation.Surroundings.NONE)
            .evaluate(expression);
    if (!limits.isSpent()) {
      return value;
    }
    sink.error(
        "Expression takes too long",
        "This expression takes %s. Go over fewer elements, or put parts that stay the same into local values."
            .formatted(limits.tooManySteps()),
        expression.range());
    return Evaluation.failed();
  }
}
