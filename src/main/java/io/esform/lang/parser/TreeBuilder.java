package io.esform.lang.parser;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.EsformBug;
import io.esform.diag.SourceRange;
import io.esform.lang.parser.grammar.EsformParser;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// The builders of one run. They call each other: a body contains expressions, an expression
/// contains templates, a template contains expressions.
final class TreeBuilder {

  private final SourceText source;
  private final DiagnosticSink sink;
  private final Numbers numbers;
  private final BodyBuilder bodies;
  private final ExpressionBuilder expressions;
  private final TemplateBuilder templates;

  TreeBuilder(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
    this.numbers = new Numbers(sink);
    this.bodies = new BodyBuilder(this);
    this.expressions = new ExpressionBuilder(this);
    this.templates = new TemplateBuilder(this);
  }

  SourceText source() {
    return source;
  }

  DiagnosticSink sink() {
    return sink;
  }

  Numbers numbers() {
    return numbers;
  }

  BodyBuilder bodies() {
    return bodies;
  }

  ExpressionBuilder expressions() {
    return expressions;
  }

  TemplateBuilder templates() {
    return templates;
  }

  SourceRange range(ParserRuleContext context) {
    return source.range(context.getStart(), context.getStop());
  }

  /// Reports every comma of a list that follows another comma directly.
  void checkCommas(List<ParseTree> children) {
    for (int index = 1; index < children.size(); index++) {
      if (isComma(children.get(index)) && isComma(children.get(index - 1))) {
        var comma = (TerminalNode) children.get(index);
        sink.error(
            "Missing expression",
            "An expression was expected between these commas. Remove one of them.",
            source.range(comma.getSymbol()));
      }
    }
  }

  boolean endsWithComma(List<ParseTree> children) {
    return isComma(children.getLast());
  }

  private static boolean isComma(ParseTree node) {
    return node instanceof TerminalNode terminal
        && terminal.getSymbol().getType() == EsformParser.COMMA;
  }

  EsformBug unexpected(ParseTree node) {
    return new EsformBug("No rule builds \"" + node.getClass().getSimpleName() + "\".");
  }
}
