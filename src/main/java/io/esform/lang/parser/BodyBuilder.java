package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Body.BodyItem;
import io.esform.lang.ast.Body.Label;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.parser.grammar.EsformParser.BodyContext;
import io.esform.lang.parser.grammar.EsformParser.DefinitionContext;
import io.esform.lang.parser.grammar.EsformParser.LabelContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/// Builds files and blocks, and checks the layout of definitions on lines.
final class BodyBuilder {

  private final TreeBuilder tree;

  BodyBuilder(TreeBuilder tree) {
    this.tree = tree;
  }

  /// @param items the items of the file, already built
  Body fileBody(BodyContext context, List<BodyItem> items) {
    checkNewlines(context);
    return new Body(items, tree.source().range(0, tree.source().length()));
  }

  private List<BodyItem> items(BodyContext context) {
    List<BodyItem> items = new ArrayList<>();
    for (DefinitionContext definition : context.definition()) {
      BodyItem item = item(definition);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  /// Null for a definition of unknown kind; its error is already reported.
  @Nullable BodyItem item(DefinitionContext context) {
    if (context.ASSIGN() != null) {
      return attribute(context);
    }
    return context.exception == null ? block(context) : null;
  }

  private Attribute attribute(DefinitionContext context) {
    boolean failed = context.exception != null;
    Expression value =
        failed
            ? new ErrorExpression(tree.source().range(context.ASSIGN().getSymbol()))
            : tree.expressions().expression(context.expression());
    SourceRange nameRange = tree.range(context.name());
    return new Attribute(context.name().getText(), value, nameRange, nameRange.to(value.range()));
  }

  private Block block(DefinitionContext context) {
    SourceRange typeRange = tree.range(context.name());
    List<Label> labels = context.label().stream().map(this::label).toList();
    SourceRange headerRange = labels.isEmpty() ? typeRange : typeRange.to(labels.getLast().range());
    SourceRange bodyRange =
        tree.source().range(context.LBRACE().getSymbol(), context.RBRACE().getSymbol());
    if (isSingleLine(context.body())) {
      checkSingleLine(context.body());
    } else {
      checkNewlines(context.body());
    }
    var body = new Body(items(context.body()), bodyRange);
    return new Block(
        context.name().getText(), labels, body, typeRange, headerRange, tree.range(context));
  }

  private Label label(LabelContext context) {
    SourceRange range = tree.range(context);
    return context.name() != null
        ? new Label(context.name().getText(), range)
        : new Label(tree.templates().plainText(context.template()), range);
  }

  /// Checks that each definition of a file or of a multi-line block is on its own line.
  private void checkNewlines(BodyContext context) {
    DefinitionContext previous = null;
    for (ParseTree child : context.children == null ? List.<ParseTree>of() : context.children) {
      if (!(child instanceof DefinitionContext definition)) {
        previous = null;
        continue;
      }
      if (previous != null && previous.exception == null) {
        String kind = previous.ASSIGN() != null ? "argument" : "block definition";
        tree.sink()
            .error(
                "Missing newline after " + kind,
                "\"%s\" must start on a new line, after the %s before it."
                    .formatted(definition.getStart().getText(), kind),
                tree.source().range(definition.getStart()));
      }
      previous = definition;
    }
  }

  private static boolean isSingleLine(BodyContext context) {
    return context.getChildCount() > 0 && context.getChild(0) instanceof DefinitionContext;
  }

  private void checkSingleLine(BodyContext context) {
    DefinitionContext first = context.definition(0);
    boolean isOneArgument = context.getChildCount() == 1 && first.LBRACE() == null;
    if (!isOneArgument && first.exception == null) {
      tree.sink()
          .error(
              "Invalid single-line block definition",
              "A block on one line can contain only one argument and must end on that line. Put"
                  + " each definition on a separate line.",
              tree.range(first));
    }
  }
}
