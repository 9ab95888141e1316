package io.esform.config;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.eval.Evaluator;
import io.esform.eval.Scope;
import io.esform.value.Conversion;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.StringValue;
import java.util.Optional;

/// Checks the conditions that a configuration states of itself.
public final class RuleChecker {

  private final Evaluator evaluator;
  private final DiagnosticSink sink;

  public RuleChecker(Evaluator evaluator, DiagnosticSink sink) {
    this.evaluator = evaluator;
    this.sink = sink;
  }

  /// Reports a rule whose condition is false. One that cannot be known yet passes for now.
  ///
  /// @param summary of the report
  /// @param subject what the rule is about
  public void check(CheckRule rule, Scope scope, String summary, SourceRange subject) {
    Value condition = evaluator.evaluate(rule.condition(), scope, sink);
    Optional<Value> result = Conversion.tryConvert(condition.unmarked(), Types.BOOL);
    if (result.isEmpty() || condition.isNull()) {
      sink.error(
          "Invalid condition",
          "A condition is true or false, but this one is neither.",
          rule.condition().range());
    } else if (result.get().equals(BoolValue.FALSE)) {
      sink.error(
          summary,
          "%s\nThe rule stands at %s.".formatted(message(rule, scope), rule.range()),
          subject);
    }
  }

  private String message(CheckRule rule, Scope scope) {
    Value message = evaluator.evaluate(rule.errorMessage(), scope, sink);
    return switch (message) {
      case StringValue(var text) -> text;
      case Value.SensitiveValue _ ->
          "The message of the rule holds a sensitive value and is not shown.";
      default -> "The condition of the rule is false.";
    };
  }
}
