package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.functions.Functions;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;

/// Gives the value of an expression in a scope, as HCL 2 defines it.
///
/// A fault is reported to the sink and its place taken by an unknown of any type, from which no
/// further fault follows. An unknown operand gives an unknown of the result's type; sensitivity
/// spreads to whatever a sensitive value decides. No diagnostic shows a sensitive value.
///
/// What is reported may be dropped: `try`, `can` and the branch of a conditional that is not taken
/// are evaluated on sinks of their own. A scope that evaluates on demand must report the faults of
/// *what a name stands for* elsewhere, and only those of the reference itself to the sink it is
/// handed.
public final class Evaluator {

  private final Functions functions;

  public Evaluator(Functions functions) {
    this.functions = functions;
  }

  public Value evaluate(Expression expression, Scope scope, DiagnosticSink sink) {
    return new Evaluation(functions, scope, sink, Evaluation.Surroundings.NONE)
        .evaluate(expression);
  }
}
