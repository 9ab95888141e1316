package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.ParenthesizedExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.UnaryOperator;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.lang.parser.grammar.EsformParser;
import io.esform.lang.parser.grammar.EsformParser.ArgumentsContext;
import io.esform.lang.parser.grammar.EsformParser.ExpressionContext;
import io.esform.lang.parser.grammar.EsformParser.OperandContext;
import io.esform.lang.parser.grammar.EsformParser.OperationContext;
import io.esform.lang.parser.grammar.EsformParser.PrimaryContext;
import io.esform.lang.parser.grammar.EsformParser.ReferenceContext;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Builds expressions.
///
/// Limits the depth of the tree, so that every later pass can walk it by recursion.
final class ExpressionBuilder {

  /// The maximum number of nodes on one path. Chains of operators and attributes nest to the left
  /// and count too.
  static final int MAX_DEPTH = 250;

  private final TreeBuilder tree;
  private final TraversalBuilder traversals;
  private final CollectionBuilder collections;
  private int depth;

  ExpressionBuilder(TreeBuilder tree) {
    this.tree = tree;
    this.traversals = new TraversalBuilder(tree);
    this.collections = new CollectionBuilder(tree);
  }

  Expression expression(ExpressionContext context) {
    if (context.QUESTION() == null) {
      return operation(context.operation());
    }
    return nested(
        2,
        context,
        () ->
            new ConditionalExpression(
                operation(context.operation()),
                expression(context.expression(0)),
                expression(context.expression(1)),
                tree.range(context)));
  }

  /// Runs a builder whose tree adds `levels` to the depth, unless that exceeds the limit.
  private Expression nested(int levels, ParserRuleContext context, Supplier<Expression> builder) {
    if (depth + levels > MAX_DEPTH) {
      tree.sink()
          .error(
              "Expression too deep",
              "Operators, attributes and brackets of this expression are nested more than %d deep."
                      .formatted(MAX_DEPTH)
                  + " Move parts of it to local values.",
              tree.range(context));
      return new ErrorExpression(tree.range(context));
    }
    depth += levels;
    try {
      return builder.get();
    } finally {
      depth -= levels;
    }
  }

  private Expression operation(OperationContext context) {
    if (context.getChildCount() == 1) {
      return operand(context.operand(0));
    }
    return nested(context.getChildCount() / 2, context, () -> binary(context));
  }

  private Expression binary(OperationContext context) {
    var operators = new OperatorStack();
    for (ParseTree child : context.children) {
      switch (child) {
        case TerminalNode operator -> operators.operator(operator.getText());
        case OperandContext operand -> operators.operand(operand(operand));
        default -> throw tree.unexpected(child);
      }
    }
    return operators.result();
  }

  private Expression operand(OperandContext context) {
    int prefixes = context.getChildCount() - context.suffix().size() - 1;
    int levels = context.getChildCount() - 1;
    return levels == 0
        ? primary(context.primary())
        : nested(levels, context, () -> signed(context, prefixes));
  }

  private Expression signed(OperandContext context, int prefixes) {
    Expression value = traversals.traverse(primary(context.primary()), context.suffix());
    for (int index = prefixes - 1; index >= 0; index--) {
      Token sign = ((TerminalNode) context.getChild(index)).getSymbol();
      UnaryOperator operator =
          sign.getType() == EsformParser.NOT ? UnaryOperator.NOT : UnaryOperator.NEGATE;
      value = new UnaryExpression(operator, value, tree.source().range(sign).to(value.range()));
    }
    return value;
  }

  private Expression primary(PrimaryContext context) {
    SourceRange range = tree.range(context);
    return switch (context.getChild(0)) {
      case TerminalNode word -> literal(word.getSymbol(), range);
      case ReferenceContext reference -> reference(reference, range);
      case EsformParser.TemplateContext template ->
          nested(1, template, () -> tree.templates().template(template));
      case EsformParser.ParenthesizedContext inner ->
          nested(
              1, inner, () -> new ParenthesizedExpression(expression(inner.expression()), range));
      case EsformParser.TupleContext tuple -> nested(1, tuple, () -> collections.tuple(tuple));
      case EsformParser.ObjectContext object -> nested(1, object, () -> collections.object(object));
      default -> throw tree.unexpected(context);
    };
  }

  private Expression literal(Token token, SourceRange range) {
    return switch (token.getType()) {
      case EsformParser.NUMBER -> tree.numbers().number(token.getText(), range);
      case EsformParser.TRUE -> new LiteralExpression(BoolValue.TRUE, range);
      case EsformParser.FALSE -> new LiteralExpression(BoolValue.FALSE, range);
      case EsformParser.NULL -> new LiteralExpression(Value.nullOf(Types.ANY), range);
      default -> new ErrorExpression(range); // an invalid character, already reported
    };
  }

  private Expression reference(ReferenceContext context, SourceRange range) {
    boolean isCall = context.LPAREN() != null;
    Token last = isCall ? tokenBefore(context, context.LPAREN()) : context.getStop();
    SourceRange nameRange = tree.source().range(context.getStart(), last);
    StringBuilder name = new StringBuilder(context.identifier().getText());
    context.name().forEach(part -> name.append("::").append(part.getText()));
    if (isCall) {
      return nested(1, context, () -> call(context, name.toString(), nameRange, range));
    }
    if (!context.name().isEmpty()) {
      tree.sink()
          .error(
              "Missing function call",
              "\"%s\" is a provider function. Call it with arguments in parentheses."
                  .formatted(name),
              range);
      return new ErrorExpression(range);
    }
    return new VariableExpression(name.toString(), range);
  }

  private static Token tokenBefore(ReferenceContext context, TerminalNode parenthesis) {
    ParseTree before = context.getChild(context.children.indexOf(parenthesis) - 1);
    return ((ParserRuleContext) before).getStop();
  }

  private Expression call(
      ReferenceContext context, String name, SourceRange nameRange, SourceRange range) {
    ArgumentsContext arguments = context.arguments();
    if (arguments == null) {
      return new FunctionCallExpression(name, List.of(), false, nameRange, range);
    }
    boolean expand = arguments.ELLIPSIS() != null;
    if (expand
        && tree.endsWithComma(arguments.children.subList(0, arguments.getChildCount() - 1))) {
      tree.sink()
          .error(
              "Missing argument",
              "\"...\" expands the argument before it, but no argument follows the comma.",
              tree.source().range(arguments.ELLIPSIS().getSymbol()));
    }
    tree.checkCommas(arguments.children);
    List<Expression> values = new ArrayList<>();
    arguments.expression().forEach(argument -> values.add(expression(argument)));
    return new FunctionCallExpression(name, values, expand, nameRange, range);
  }
}
