package io.esform.config.variables;

import io.esform.config.ConstantScope;
import io.esform.config.Module;
import io.esform.config.UnreadableParts;
import io.esform.config.Variable;
import io.esform.config.VariableInput;
import io.esform.config.VariableInput.Assigned;
import io.esform.config.VariableInput.Text;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Expression;
import io.esform.lang.parser.ParseResult;
import io.esform.lang.parser.Parser;
import io.esform.value.Type.Primitive;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Assigns external values to the root variables.
public final class RootVariables {

  private final Map<String, Variable> variables;
  private final UnreadableParts gaps;
  private final boolean isComplete;
  private final Evaluator evaluator;
  private final DiagnosticSink sink = new DiagnosticSink();

  private RootVariables(
      Module root, Evaluator evaluator, boolean isComplete, Predicate<String> wanted) {
    this.isComplete = isComplete;
    this.variables = new LinkedHashMap<>(root.variables());
    this.variables.keySet().removeIf(wanted.negate());
    this.gaps = root.gaps();
    this.evaluator = evaluator;
  }

  /// @param values by name, converted, with sensitive marks, wholly known unless there are errors
  public record RootVariablesResult(SortedMap<String, Value> values, Diagnostics diagnostics) {}

  /// @param inputs in order of precedence; the last input of a name wins
  public static RootVariablesResult resolve(
      Module root, List<VariableInput> inputs, Evaluator evaluator) {
    return resolve(root, inputs, evaluator, true, _ -> true);
  }

  /// @param isComplete false if inputs may be unreadable; missing values are not reported then
  /// @param wanted the names of the variables; other names and their values are ignored
  public static RootVariablesResult resolve(
      Module root,
      List<VariableInput> inputs,
      Evaluator evaluator,
      boolean isComplete,
      Predicate<String> wanted) {
    return new RootVariables(root, evaluator, isComplete, wanted)
        .resolve(inputs.stream().filter(input -> wanted.test(input.name())).toList());
  }

  private RootVariablesResult resolve(List<VariableInput> inputs) {
    var last = new HashMap<String, VariableInput>();
    var meant = new HashSet<String>();
    for (VariableInput input : inputs) {
      if (variables.containsKey(input.name())) {
        last.put(input.name(), input);
      } else if (!gaps.mayDeclare(input.name())) {
        reportUndeclared(input);
        Suggestion.nearest(input.name(), variables.keySet()).ifPresent(meant::add);
      }
    }
    var values = new TreeMap<String, Value>();
    var missing = new ArrayList<Variable>();
    for (Variable variable : variables.values()) {
      VariableInput input = last.get(variable.name());
      if (input == null
          && variable.isRequired()
          && isComplete
          && !meant.contains(variable.name())) {
        missing.add(variable);
      }
      values.put(variable.name(), value(variable, input));
    }
    missing.forEach(this::reportMissing);
    return new RootVariablesResult(values, sink.toDiagnostics());
  }

  private Value value(Variable variable, @Nullable VariableInput input) {
    Value given =
        switch (input) {
          case null -> null;
          case Assigned(_, var value, _) -> value;
          case Text text -> read(variable, text);
        };
    var setter = new VariableSetter(evaluator, sink);
    return setter.set(variable, given, input == null ? null : input.source());
  }

  private Value read(Variable variable, Text text) {
    if (variable.constraint().type() == Primitive.STRING
        || variable.constraint().type().equals(Types.ANY)) {
      return Value.of(text.text());
    }
    ParseResult<Expression> parsed = Parser.parseExpression(text.file(), text.text());
    var faults = new DiagnosticSink();
    faults.report(parsed.diagnostics());
    Value value =
        parsed.diagnostics().hasErrors()
            ? Value.unknown(variable.constraint().type())
            : evaluator.evaluate(parsed.value(), new ConstantScope(), faults);
    if (variable.sensitive() && faults.hasErrors()) {
      reportSecret(variable, text);
    } else {
      sink.report(faults.toDiagnostics());
    }
    return value;
  }

  /// Reports an error without the given text.
  private void reportSecret(Variable variable, Text text) {
    sink.error(
        "Value not readable",
        "The value from %s for the sensitive variable \"%s\" is not an expression of type %s. Put strings in double quotes."
            .formatted(text.origin(), variable.name(), variable.constraint().type().display()),
        variable.range());
  }

  private void reportMissing(Variable variable) {
    sink.error(
        "No value for required variable",
        "The variable \"%1$s\" has no default and no value. Set it on the command line:\n    -var '%1$s=…'\nor in the file esform.esvars, or in the environment variable ESFORM_VAR_%1$s."
            .formatted(variable.name()),
        variable.range());
  }

  private boolean hasSecrets() {
    return variables.values().stream().anyMatch(Variable::sensitive);
  }

  private void reportUndeclared(VariableInput input) {
    String detail =
        "The root module declares no variable \"%s\".%s"
            .formatted(input.name(), Suggestion.didYouMean(input.name(), variables.keySet()));
    switch (input) {
      case Text text when !text.strict() -> {}
      case Text text ->
          sink.report(
              Diagnostic.error(
                  "Value for undeclared variable", "Set by " + text.origin() + ": " + detail));
      // The line may set a secret under a misspelled name.
      case Assigned(_, _, var range) when hasSecrets() ->
          sink.report(
              Diagnostic.error("Value for undeclared variable", "Set at " + range + ": " + detail)
                  .asWarning());
      case Assigned(_, _, var range) ->
          sink.warning("Value for undeclared variable", detail, range);
    }
  }
}
