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
import io.esform.lang.ast.Expression.ObjectKey;
import io.esform.lang.ast.Expression.ParenthesizedExpression;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.lang.ast.Expression.SplatItemExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import java.util.List;
import java.util.stream.Collectors;

/// Prints expressions: on one line if they fit, else with one element per line.
///
/// Adds parentheses where the shape of the tree requires them.
final class ExpressionPrinter {

  private static final int WIDTH = 80;

  private static final int UNARY = 7;
  private static final int OPERAND = 8;

  private ExpressionPrinter() {}

  /// @param level the indentation of its first line
  static String print(Expression expression, int level) {
    String inline = printInline(expression);
    if (2 * level + inline.length() <= WIDTH) {
      return inline;
    }
    return switch (expression) {
      case ObjectExpression object when !object.items().isEmpty() ->
          object.items().stream()
              .map(
                  item -> line(level + 1, key(item.key()) + " = " + print(item.value(), level + 1)))
              .collect(Collectors.joining("", "{\n", "  ".repeat(level) + "}"));
      case TupleExpression tuple when !tuple.elements().isEmpty() ->
          tuple.elements().stream()
              .map(element -> line(level + 1, print(element, level + 1) + ","))
              .collect(Collectors.joining("", "[\n", "  ".repeat(level) + "]"));
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

  private static String line(int level, String text) {
    return "  ".repeat(level) + text + "\n";
  }

  static String printInline(Expression expression) {
    return switch (expression) {
      case LiteralExpression literal -> literal(literal);
      case TemplateExpression template ->
          "\"" + TemplatePrinter.print(template.parts(), false) + "\"";
      case TupleExpression tuple -> "[" + list(tuple.elements()) + "]";
      case ObjectExpression object -> object(object);
      case VariableExpression variable -> variable.name();
      case AttributeExpression attribute -> operand(attribute.target()) + "." + attribute.name();
      case IndexExpression index -> operand(index.target()) + "[" + printInline(index.key()) + "]";
      case SplatExpression splat ->
          operand(splat.source())
              + (splat.full() ? "[*]" : ".*")
              + each(splat.each(), splat.full());
      case SplatItemExpression _ -> "";
      case ForExpression loop -> loop(loop);
      case ConditionalExpression conditional ->
          within(conditional.condition(), 1)
              + " ? "
              + printInline(conditional.whenTrue())
              + " : "
              + printInline(conditional.whenFalse());
      case BinaryExpression binary -> binary(binary);
      case UnaryExpression unary -> unary.operator().symbol() + within(unary.operand(), UNARY);
      case FunctionCallExpression call ->
          call.name() + "(" + list(call.arguments()) + (call.expandFinal() ? "..." : "") + ")";
      case ParenthesizedExpression inner -> "(" + printInline(inner.inner()) + ")";
      case ErrorExpression _ -> "<error>";
    };
  }

  private static String list(List<Expression> expressions) {
    return expressions.stream()
        .map(ExpressionPrinter::printInline)
        .collect(Collectors.joining(", "));
  }

  private static String literal(LiteralExpression literal) {
    return switch (literal.value()) {
      case NumberValue number -> number.display();
      case BoolValue bool -> Boolean.toString(bool.value());
      default -> "null";
    };
  }

  private static String object(ObjectExpression object) {
    return object.items().isEmpty()
        ? "{}"
        : object.items().stream()
            .map(ExpressionPrinter::item)
            .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String item(ObjectItem item) {
    return key(item.key()) + " = " + printInline(item.value());
  }

  private static String key(ObjectKey key) {
    return switch (key) {
      case ObjectKey.NameKey name -> name.name();
      case ObjectKey.ExpressionKey inner -> within(inner.expression(), 0);
    };
  }

  private static String loop(ForExpression loop) {
    String names = (loop.keyName() == null ? "" : loop.keyName() + ", ") + loop.valueName();
    String head = "for " + names + " in " + printInline(loop.collection()) + " : ";
    String value = printInline(loop.value()) + (loop.grouped() ? "..." : "");
    String condition = loop.condition() == null ? "" : " if " + printInline(loop.condition());
    return loop.key() == null
        ? "[" + head + value + condition + "]"
        : "{" + head + printInline(loop.key()) + " => " + value + condition + "}";
  }

  private static String binary(BinaryExpression binary) {
    int precedence = binary.operator().precedence();
    return within(binary.left(), precedence)
        + " "
        + binary.operator().symbol()
        + " "
        + within(binary.right(), precedence + 1);
  }

  /// Prints the part after a splat. After an attribute-only splat an index is printed as `.0`,
  /// because `[0]` would apply to the result of the splat.
  private static String each(Expression each, boolean full) {
    if (!full && each instanceof IndexExpression index) {
      return each(index.target(), false) + "." + printInline(index.key());
    }
    if (!full && each instanceof AttributeExpression attribute) {
      return each(attribute.target(), false) + "." + attribute.name();
    }
    return printInline(each);
  }

  private static String operand(Expression expression) {
    return within(expression, OPERAND);
  }

  /// Prints the expression, in parentheses if its precedence is lower than this one.
  private static String within(Expression expression, int precedence) {
    String text = printInline(expression);
    return precedence(expression) < precedence ? "(" + text + ")" : text;
  }

  private static int precedence(Expression expression) {
    return switch (expression) {
      case ConditionalExpression _ -> 0;
      case BinaryExpression binary -> binary.operator().precedence();
      case UnaryExpression _ -> UNARY;
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
          FunctionCallExpression _,
          ParenthesizedExpression _,
          ErrorExpression _ ->
          OPERAND;
    };
  }
}
