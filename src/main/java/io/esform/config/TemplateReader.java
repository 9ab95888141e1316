package io.esform.config;

import io.esform.eval.functions.TemplateParser;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.parser.ParseResult;
import io.esform.lang.parser.Parser;

/// Parses the template files that functions read.
public final class TemplateReader implements TemplateParser {

  @Override
  public ParsedTemplate parse(String text, String source) {
    ParseResult<TemplateExpression> parsed = Parser.parseTemplate(source, text);
    return new ParsedTemplate(parsed.value(), parsed.diagnostics());
  }
}
