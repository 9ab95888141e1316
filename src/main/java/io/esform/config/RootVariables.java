package io.esform.config;

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
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives the root variables the values that come from outside.
public final class RootVariables {

  private final Map<String, Variable> variables;
  private final Evaluator evaluator;
  private final DiagnosticSink sink = new DiagnosticSink();

  private RootVariables(Module root, Evaluator evaluator) {
    this.variables = root.variables();
    this.evaluator = evaluator;
  }

  /// @param values by name, converted, sensitive ones marked, wholly known unless there were errors
  public record RootVariablesResult(SortedMap<String, Value> values, Diagnostics diagnostics) {}

  /// @param inputs in order of precedence, the last one of a name wins
  public static RootVariablesResult resolve(
      Module root, List<VariableInput> inputs, Evaluator evaluator) {
    return new RootVariables(root, evaluator).resolve(inputs);
  }

  private RootVariablesResult resolve(List<VariableInput> inputs) {
    var last = new HashMap<String, VariableInput>();
    for (VariableInput input : inputs) {
      if (variables.containsKey(input.name())) {
        last.put(input.name(), input);
      } else {
        reportUndeclared(input);
      }
    }
    var values = new TreeMap<String, Value>();
    var missing = new ArrayList<Variable>();
    for (Variable variable : variables.values()) {
      VariableInput input = last.get(variable.name());
      if (input == null && variable.isRequired()) {
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
    String shown = "<" + text.origin() + " " + text.name() + ">";
    ParseResult<Expression> parsed = Parser.parseExpression(shown, text.text());
    sink.report(parsed.diagnostics());
    if (parsed.diagnostics().hasErrors()) {
      return Value.unknown(variable.constraint().type());
    }
    return evaluator.evaluate(parsed.value(), new ConstantScope(), sink);
  }

  private void reportMissing(Variable variable) {
    sink.error(
        "No value for variable",
        "The variable \"%1$s\" has no default and was given no value. Give it on the command line:\n    -var '%1$s=…'\nor in a file esform.esvars, or as ESFORM_VAR_%1$s in the environment."
            .formatted(variable.name()),
        variable.range());
  }

  private void reportUndeclared(VariableInput input) {
    String detail =
        "The root module declares no variable \"%s\".%s"
            .formatted(input.name(), Suggestion.didYouMean(input.name(), variables.keySet()));
    switch (input) {
      case Text text when !text.strict() -> {}
      case Text text ->
          sink.report(
              Diagnostic.error("Undeclared variable", "Given by " + text.origin() + ": " + detail));
      case Assigned(_, _, var range) -> sink.warning("Undeclared variable", detail, range);
    }
  }
}
