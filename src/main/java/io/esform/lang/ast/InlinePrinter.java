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

/// Prints expressions on one line. Adds parentheses where the shape of the tree requires them.
///
/// Expressions may be as deep as the parser allows, so the methods that call each other are short
/// and use plain loops: each level of nesting takes two or three small stack frames.
final class InlinePrinter {

  private static final int UNARY = 7;
  private static final int OPERAND = 8;

  private final StringBuilder out = new StringBuilder();

  private InlinePrinter() {}

  static String print(Expression expression) {
    var printer = new InlinePrinter();
    printer.expression(expression);
    return printer.out.toString();
  }

  static String print(ObjectKey key) {
    var printer = new InlinePrinter();
    printer.key(key);
    return printer.out.toString();
  }

  private void expression(Expression expression) {
    switch (expression) {
      case LiteralExpression literal -> out.append(literal(literal));
      case TemplateExpression template -> template(template);
      case TupleExpression tuple -> tuple(tuple);
      case ObjectExpression object -> object(object);
      case VariableExpression variable -> out.append(variable.name());
      case AttributeExpression attribute -> attribute(attribute);
      case IndexExpression index -> index(index);
      case SplatExpression splat -> splat(splat);
      case SplatItemExpression _ -> {}
      case ForExpression loop -> loop(loop);
      case ConditionalExpression conditional -> conditional(conditional);
      case BinaryExpression binary -> binary(binary);
      case UnaryExpression unary -> unary(unary);
      case FunctionCallExpression call -> call(call);
      case ParenthesizedExpression inner -> parenthesized(inner.inner());
      case ErrorExpression _ -> out.append("<error>");
    }
  }

  private static String literal(LiteralExpression literal) {
    return switch (literal.value()) {
      case NumberValue number -> number.display();
      case BoolValue bool -> Boolean.toString(bool.value());
      default -> "null";
    };
  }

  private void template(TemplateExpression template) {
    out.append('"').append(TemplatePrinter.print(template.parts(), false)).append('"');
  }

  private void tuple(TupleExpression tuple) {
    out.append('[');
    list(tuple.elements());
    out.append(']');
  }

  private void list(List<Expression> expressions) {
    String separator = "";
    for (Expression each : expressions) {
      out.append(separator);
      expression(each);
      separator = ", ";
    }
  }

  private void object(ObjectExpression object) {
    out.append('{');
    String separator = " ";
    for (ObjectItem item : object.items()) {
      out.append(separator);
      key(item.key());
      out.append(" = ");
      expression(item.value());
      separator = ", ";
    }
    out.append(object.items().isEmpty() ? "}" : " }");
  }

  private void key(ObjectKey key) {
    switch (key) {
      case ObjectKey.NameKey name -> out.append(name.name());
      case ObjectKey.ExpressionKey inner -> expression(inner.expression());
    }
  }

  private void attribute(AttributeExpression attribute) {
    operand(attribute.target(), OPERAND);
    out.append('.').append(attribute.name());
  }

  private void index(IndexExpression index) {
    operand(index.target(), OPERAND);
    out.append('[');
    expression(index.key());
    out.append(']');
  }

  private void splat(SplatExpression splat) {
    operand(splat.source(), OPERAND);
    if (splat.full()) {
      out.append("[*]");
      expression(splat.each());
    } else {
      out.append(".*");
      attributesOfEach(splat.each());
    }
  }

  /// Prints the part after an attribute-only splat. Its indexes are printed as `.0`, because `[0]`
  /// would apply to the result of the splat.
  private void attributesOfEach(Expression each) {
    switch (each) {
      case IndexExpression index -> {
        attributesOfEach(index.target());
        out.append('.');
        expression(index.key());
      }
      case AttributeExpression attribute -> {
        attributesOfEach(attribute.target());
        out.append('.').append(attribute.name());
      }
      default -> expression(each);
    }
  }

  private void loop(ForExpression loop) {
    out.append(loop.key() == null ? "[for " : "{for ");
    if (loop.keyName() != null) {
      out.append(loop.keyName()).append(", ");
    }
    out.append(loop.valueName()).append(" in ");
    expression(loop.collection());
    out.append(" : ");
    if (loop.key() != null) {
      expression(loop.key());
      out.append(" => ");
    }
    expression(loop.value());
    out.append(loop.grouped() ? "..." : "");
    if (loop.condition() != null) {
      out.append(" if ");
      expression(loop.condition());
    }
    out.append(loop.key() == null ? ']' : '}');
  }

  private void conditional(ConditionalExpression conditional) {
    operand(conditional.condition(), 1);
    out.append(" ? ");
    expression(conditional.whenTrue());
    out.append(" : ");
    expression(conditional.whenFalse());
  }

  private void binary(BinaryExpression binary) {
    int precedence = binary.operator().precedence();
    operand(binary.left(), precedence);
    out.append(' ').append(binary.operator().symbol()).append(' ');
    operand(binary.right(), precedence + 1);
  }

  private void unary(UnaryExpression unary) {
    out.append(unary.operator().symbol());
    operand(unary.operand(), UNARY);
  }

  private void call(FunctionCallExpression call) {
    out.append(call.name()).append('(');
    list(call.arguments());
    out.append(call.expandFinal() ? "...)" : ")");
  }

  private void parenthesized(Expression inner) {
    out.append('(');
    expression(inner);
    out.append(')');
  }

  /// Prints an operand, in parentheses if its precedence is lower than this one.
  private void operand(Expression operand, int precedence) {
    if (precedence(operand) < precedence) {
      parenthesized(operand);
    } else {
      expression(operand);
    }
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
