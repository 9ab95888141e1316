package io.esform.lang.parser;

import io.esform.lang.ast.Body.BodyItem;
import io.esform.lang.parser.grammar.EsformParser.DefinitionContext;
import io.esform.lang.parser.grammar.EsformParser.SourceFileContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds each definition of a file as soon as it is parsed, and drops its part of the parse tree,
/// which is many times larger than the syntax tree.
final class FileDefinitions implements ParseTreeListener {

  private final BodyBuilder bodies;
  private final List<BodyItem> items = new ArrayList<>();

  FileDefinitions(BodyBuilder bodies) {
    this.bodies = bodies;
  }

  /// The definitions built so far, in source order.
  List<BodyItem> items() {
    return items;
  }

  @Override
  public void exitEveryRule(ParserRuleContext context) {
    if (context instanceof DefinitionContext definition
        && definition.getParent().getParent() instanceof SourceFileContext) {
      BodyItem item = bodies.item(definition);
      if (item != null) {
        items.add(item);
      }
      if (definition.children != null) {
        definition.children.removeIf(ParserRuleContext.class::isInstance);
      }
    }
  }

  @Override
  public void enterEveryRule(ParserRuleContext context) {}

  @Override
  public void visitTerminal(TerminalNode node) {}

  @Override
  public void visitErrorNode(ErrorNode node) {}
}
