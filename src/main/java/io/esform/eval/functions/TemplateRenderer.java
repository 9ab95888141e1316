package io.esform.eval.functions;

import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.value.Value;
import java.util.Map;

/// Evaluates a template with only these variables in scope.
@FunctionalInterface
public interface TemplateRenderer {
  Value render(TemplateExpression template, Map<String, Value> variables, DiagnosticSink sink);
}
