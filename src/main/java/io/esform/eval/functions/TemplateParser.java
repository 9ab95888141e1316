package io.esform.eval.functions;

import io.esform.diag.Diagnostics;
import io.esform.lang.ast.Expression.TemplateExpression;

/// Parses a text as a template, as if it stood in a heredoc.
@FunctionalInterface
public interface TemplateParser {

  /// @param source names the text in the ranges of diagnostics: the file's path
  ParsedTemplate parse(String text, String source);

  /// @param template partial when the diagnostics have errors
  record ParsedTemplate(TemplateExpression template, Diagnostics diagnostics) {}
}
