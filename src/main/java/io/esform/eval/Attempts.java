package io.esform.eval;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.value.Types;
import io.esform.value.Value;

/// `try` and `can`, whose arguments may fail. An argument without a fault that depends on an
/// unknown may fail later, so the result is unknown. The result is sensitive where a sensitive
/// value decides which argument fails.
final class Attempts {

  private Attempts() {}

  static Value tryEach(EvaluationContext evaluation, FunctionCallExpression call) {
    if (call.arguments().isEmpty() || call.expandFinal()) {
      return wrongArguments(evaluation, call, "at least one expression");
    }
    var failures = new StringBuilder();
    boolean secret = false;
    for (Expression argument : call.arguments()) {
      var faults = new DiagnosticSink();
      var watch = new FailureTrace(evaluation.surroundings().watch());
      Value value = evaluation.reportingTo(faults).watchedBy(watch).evaluate(argument);
      secret |= watch.sawSecret();
      if (!faults.hasErrors()) {
        return watch.sawUnknown()
            ? EvaluationContext.marked(
                Value.unknown(Types.ANY), secret || value.containsSensitive())
            : EvaluationContext.marked(value, secret);
      }
      faults.toDiagnostics().all().stream()
          .filter(Diagnostic::isError)
          .forEach(fault -> failures.append("\n  - ").append(fault.detail()));
    }
    return evaluation.fail(
        "Error in function call",
        "Call to function \"try\" failed: no expression succeeded." + failures,
        call.nameRange(),
        call.range());
  }

  static Value can(EvaluationContext evaluation, FunctionCallExpression call) {
    if (call.arguments().size() != 1 || call.expandFinal()) {
      return wrongArguments(evaluation, call, "one expression");
    }
    var faults = new DiagnosticSink();
    var watch = new FailureTrace(evaluation.surroundings().watch());
    evaluation.reportingTo(faults).watchedBy(watch).evaluate(call.arguments().getFirst());
    Value result =
        !faults.hasErrors() && watch.sawUnknown()
            ? Value.unknown(Types.BOOL)
            : Value.of(!faults.hasErrors());
    return EvaluationContext.marked(result, watch.sawSecret());
  }

  private static Value wrongArguments(
      EvaluationContext evaluation, FunctionCallExpression call, String wanted) {
    return evaluation.fail(
        "Error in function call",
        "\"" + call.name() + "\" takes " + wanted + ". Expansion with \"...\" is not supported.",
        call.nameRange(),
        call.range());
  }
}
