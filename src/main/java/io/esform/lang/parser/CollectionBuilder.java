package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.ForExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.lang.parser.grammar.EsformParser;
import io.esform.lang.parser.grammar.EsformParser.ExpressionContext;
import io.esform.lang.parser.grammar.EsformParser.ForConditionContext;
import io.esform.lang.parser.grammar.EsformParser.ForHeaderContext;
import io.esform.lang.parser.grammar.EsformParser.ObjectContext;
import io.esform.lang.parser.grammar.EsformParser.ObjectItemContext;
import io.esform.lang.parser.grammar.EsformParser.ObjectItemsContext;
import io.esform.lang.parser.grammar.EsformParser.TupleContext;
import io.esform.value.Value.NumberValue;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Builds tuples, objects and for expressions.
final class CollectionBuilder {

  private final TreeBuilder tree;

  CollectionBuilder(TreeBuilder tree) {
    this.tree = tree;
  }

  Expression tuple(TupleContext context) {
    SourceRange range = tree.range(context);
    if (context.forHeader() != null) {
      return forExpression(
          context.forHeader(), null, context.expression(), false, context.forCondition(), range);
    }
    if (context.elements() == null) {
      return new TupleExpression(List.of(), range);
    }
    tree.checkCommas(context.elements().children);
    List<Expression> elements = new ArrayList<>();
    for (ExpressionContext element : context.elements().expression()) {
      elements.add(tree.expressions().expression(element));
    }
    return new TupleExpression(elements, range);
  }

  Expression object(ObjectContext context) {
    SourceRange range = tree.range(context);
    if (context.forHeader() != null) {
      return forExpression(
          context.forHeader(),
          context.expression(0),
          context.expression(1),
          context.ELLIPSIS() != null,
          context.forCondition(),
          range);
    }
    return new ObjectExpression(items(context.objectItems()), range);
  }

  private Expression forExpression(
      ForHeaderContext header,
      @Nullable ExpressionContext key,
      ExpressionContext value,
      boolean grouped,
      @Nullable ForConditionContext condition,
      SourceRange range) {
    return new ForExpression(
        ForNames.keyName(header),
        ForNames.valueName(header),
        tree.expressions().expression(header.expression()),
        key == null ? null : tree.expressions().expression(key),
        tree.expressions().expression(value),
        grouped,
        condition == null ? null : tree.expressions().expression(condition.expression()),
        range);
  }

  private List<ObjectItem> items(ObjectItemsContext context) {
    List<ObjectItem> items = new ArrayList<>();
    ParseTree previous = null;
    for (ParseTree child : context.children == null ? List.<ParseTree>of() : context.children) {
      if (child instanceof ObjectItemContext item) {
        addItem(items, item);
      } else if (child instanceof TerminalNode separator
          && separator.getSymbol().getType() == EsformParser.COMMA
          && !(previous instanceof ObjectItemContext)) {
        tree.sink()
            .error(
                "Unexpected comma",
                "An object item can be followed by only one comma, which must be on the same line.",
                tree.source().range(separator.getSymbol()));
      }
      previous = child;
    }
    return items;
  }

  private void addItem(List<ObjectItem> items, ObjectItemContext context) {
    boolean hasSign = context.ASSIGN() != null || context.COLON() != null;
    if (context.exception == null) {
      Expression value = tree.expressions().expression(context.expression(1));
      items.add(new ObjectItem(key(context.expression(0)), value, tree.range(context)));
    } else if (hasSign) {
      TerminalNode sign = context.ASSIGN() != null ? context.ASSIGN() : context.COLON();
      var value = new ErrorExpression(tree.source().range(sign.getSymbol()));
      ObjectKey key = key(context.expression(0));
      items.add(new ObjectItem(key, value, key.range().to(value.range())));
    }
  }

  private ObjectKey key(ExpressionContext context) {
    Expression key = tree.expressions().expression(context);
    return switch (key) {
      case VariableExpression name -> new ObjectKey.NameKey(name.name(), name.range());
      case LiteralExpression literal when !(literal.value() instanceof NumberValue) ->
          new ObjectKey.NameKey(context.getText(), literal.range());
      case Expression.AttributeExpression _,
          Expression.IndexExpression _,
          Expression.SplatExpression _ ->
          ambiguous(key);
      case LiteralExpression _,
          Expression.TemplateExpression _,
          TupleExpression _,
          ObjectExpression _,
          Expression.SplatItemExpression _,
          ForExpression _,
          Expression.ConditionalExpression _,
          Expression.BinaryExpression _,
          Expression.UnaryExpression _,
          Expression.FunctionCallExpression _,
          Expression.ParenthesizedExpression _,
          ErrorExpression _ ->
          new ObjectKey.ExpressionKey(key, key.range());
    };
  }

  private ObjectKey ambiguous(Expression key) {
    tree.sink()
        .error(
            "Ambiguous object key",
            "To use the value of this reference as the key, put it in parentheses. To use its text,"
                + " put it in double quotes.",
            key.range());
    return new ObjectKey.ExpressionKey(new ErrorExpression(key.range()), key.range());
  }
}
