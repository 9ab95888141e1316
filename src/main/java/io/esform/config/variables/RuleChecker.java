package io.esform.config.variables;

import io.esform.config.CheckRule;
import io.esform.config.CheckStatus;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.eval.Evaluator;
import io.esform.eval.Scope;
import io.esform.value.Conversion;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.UnknownValue;

/// Checks the conditions of a configuration: validations, preconditions, postconditions and
/// assertions.
public final class RuleChecker {

  private static final Value NOT_A_CONDITION = Value.nullOf(Types.BOOL);

  private final Evaluator evaluator;
  private final DiagnosticSink sink;

  public RuleChecker(Evaluator evaluator, DiagnosticSink sink) {
    this.evaluator = evaluator;
    this.sink = sink;
  }

  /// Reports a rule whose condition is false. An unknown condition is not reported.
  ///
  /// @param summary the summary of the diagnostic
  /// @param subject the range of the checked declaration
  public CheckStatus check(CheckRule rule, Scope scope, String summary, SourceRange subject) {
    CheckStatus status = status(rule, scope);
    if (status == CheckStatus.FAIL) {
      sink.error(
          summary, "%s\nThe rule is at %s.".formatted(message(rule, scope), rule.range()), subject);
    }
    return status;
  }

  /// Reports an assertion of a check whose condition is false.
  public CheckStatus checkAssertion(CheckRule rule, Scope scope) {
    CheckStatus status = status(rule, scope);
    if (status == CheckStatus.FAIL) {
      sink.warning("Check block assertion failed", message(rule, scope), rule.condition().range());
    }
    return status;
  }

  private CheckStatus status(CheckRule rule, Scope scope) {
    var found = new DiagnosticSink();
    Value condition = evaluator.evaluate(rule.condition(), scope, found).unmarked();
    sink.report(found.toDiagnostics());
    if (found.hasErrors()) {
      return CheckStatus.ERROR;
    }
    return switch (Conversion.tryConvert(condition, Types.BOOL).orElse(NOT_A_CONDITION)) {
      case BoolValue(var holds) -> holds ? CheckStatus.PASS : CheckStatus.FAIL;
      case UnknownValue _ -> CheckStatus.UNKNOWN;
      case Value _ -> {
        sink.error(
            "Invalid condition",
            "A condition must be true or false, but this value is neither.",
            rule.condition().range());
        yield CheckStatus.ERROR;
      }
    };
  }

  private String message(CheckRule rule, Scope scope) {
    Value message = evaluator.evaluate(rule.errorMessage(), scope, sink);
    return switch (message) {
      case StringValue(var text) -> text;
      case Value.SensitiveValue _ ->
          "The error message of the rule contains a sensitive value and is not shown.";
      default -> "The condition of the rule is false.";
    };
  }
}
