package io.esform.lang.ast;

import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.ForExpression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ParenthesizedExpression;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.lang.ast.Expression.SplatItemExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.VariableExpression;

/// Prints expressions: on one line if they fit, else with one element per line.
final class ExpressionPrinter {

  private static final int WIDTH = 80;

  private ExpressionPrinter() {}

  /// @param level the indentation of its first line
  static String print(Expression expression, int level) {
    String inline = InlinePrinter.print(expression);
    if (2 * level + inline.length() <= WIDTH) {
      return inline;
    }
    return switch (expression) {
      case ObjectExpression object when !object.items().isEmpty() -> object(object, level);
      case TupleExpression tuple when !tuple.elements().isEmpty() -> tuple(tuple, level);
      case FunctionCallExpression call when call.arguments().size() == 1 && !call.expandFinal() ->
          call.name() + "(" + print(call.arguments().getFirst(), level) + ")";
      case LiteralExpression _,
          TemplateExpression _,
          TupleExpression _,
          ObjectExpression _,
          VariableExpression _,
          AttributeExpression _,
          IndexExpression _,
          SplatExpression _,
          SplatItemExpression _,
          ForExpression _,
          ConditionalExpression _,
          BinaryExpression _,
          UnaryExpression _,
          FunctionCallExpression _,
          ParenthesizedExpression _,
          ErrorExpression _ ->
          inline;
    };
  }

  // Plain loops keep the stack small: expressions may be as deep as the parser allows.
  private static String object(ObjectExpression object, int level) {
    var text = new StringBuilder("{\n");
    for (ObjectItem item : object.items()) {
      String value = print(item.value(), level + 1);
      text.append(line(level + 1, InlinePrinter.print(item.key()) + " = " + value));
    }
    return text.append("  ".repeat(level)).append('}').toString();
  }

  private static String tuple(TupleExpression tuple, int level) {
    var text = new StringBuilder("[\n");
    for (Expression element : tuple.elements()) {
      text.append(line(level + 1, print(element, level + 1) + ","));
    }
    return text.append("  ".repeat(level)).append(']').toString();
  }

  private static String line(int level, String text) {
    return "  ".repeat(level) + text + "\n";
  }
}
