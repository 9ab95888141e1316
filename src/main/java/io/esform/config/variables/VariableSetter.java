package io.esform.config.variables;

import io.esform.config.CheckRule;
import io.esform.config.ConstantScope;
import io.esform.config.TypeConstraint;
import io.esform.config.Variable;
import io.esform.config.body.ValueConverter;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.eval.Evaluator;
import io.esform.eval.Scope;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes the value of a variable from a given value: default, conversion, nullability, sensitive
/// mark, validation.
public final class VariableSetter {

  private final Evaluator evaluator;
  private final DiagnosticSink sink;

  public VariableSetter(Evaluator evaluator, DiagnosticSink sink) {
    this.evaluator = evaluator;
    this.sink = sink;
  }

  /// @param given null if the caller sets none
  /// @param range the source range of the given value; null for a value from outside source files
  public Value set(Variable variable, @Nullable Value given, @Nullable SourceRange range) {
    Value chosen = given;
    SourceRange at = range;
    boolean absent = given == null || (given.isNull() && !variable.nullable());
    Expression defaultValue = variable.defaultValue();
    if (absent && defaultValue != null) {
      Value fallback = evaluator.evaluate(defaultValue, new ConstantScope(), sink);
      // Whether it was null is as secret as its value.
      chosen = given != null && given.isSensitive() ? Value.sensitive(fallback) : fallback;
      at = defaultValue.range();
    } else if (absent && given != null) {
      sink.error(
          "Required variable not set",
          "The variable \"%s\" must not be null, and it has no default.".formatted(variable.name()),
          range);
      chosen = null;
    }
    // The line that sets a secret is not shown.
    SourceRange shown = at == null || variable.sensitive() ? variable.range() : at;
    Value value =
        chosen == null ? Value.unknown(variable.constraint().type()) : fit(variable, chosen, shown);
    Value marked = variable.sensitive() ? Value.sensitive(value) : value;
    validate(variable, marked, shown);
    return marked;
  }

  private Value fit(Variable variable, Value value, SourceRange range) {
    TypeConstraint constraint = variable.constraint();
    Value filled = constraint.defaults().fill(value);
    return new ValueConverter(sink)
        .convert(
            variable.sensitive() ? Value.sensitive(filled) : filled,
            constraint.type(),
            "the variable \"" + variable.name() + "\"",
            range);
  }

  private void validate(Variable variable, Value value, SourceRange range) {
    Scope scope =
        (reference, inner) ->
            reference.root().equals("var")
                ? new Scope.Resolution(Value.objectOf(Map.of(variable.name(), value)), 0)
                : new ConstantScope().resolve(reference, inner);
    var checks = new RuleChecker(evaluator, sink);
    for (CheckRule rule : variable.validations()) {
      checks.check(rule, scope, "Invalid value for variable", range);
    }
  }
}
