package io.esform.eval.functions;

import io.esform.diag.Diagnostics;
import io.esform.lang.ast.Expression.TemplateExpression;

/// Parses a text as a template, like the content of a heredoc.
@FunctionalInterface
public interface TemplateParser {

  /// @param source the name of the text in the ranges of diagnostics: the path of the file
  ParsedTemplate parse(String text, String source);

  /// @param template partial if the diagnostics contain errors
  record ParsedTemplate(TemplateExpression template, Diagnostics diagnostics) {}
}
