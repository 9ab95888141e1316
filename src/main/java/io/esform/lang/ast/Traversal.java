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
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ParenthesizedExpression;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.lang.ast.Expression.SplatItemExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.lang.ast.TemplatePart.ForPart;
import io.esform.lang.ast.TemplatePart.IfPart;
import io.esform.lang.ast.TemplatePart.InterpolationPart;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import java.util.ArrayList;
import java.util.List;

/// Generic walks over expressions, for passes that treat most kinds of expressions equally.
public final class Traversal {

  private Traversal() {}

  /// The direct child expressions, in source order; for a template including those of its
  /// directives.
  ///
  /// Ignores scopes: the result contains the collection of a for expression or directive, in which
  /// its names are not visible, and the parts in which they are.
  public static List<Expression> children(Expression expression) {
    return switch (expression) {
      case LiteralExpression _, VariableExpression _, SplatItemExpression _, ErrorExpression _ ->
          List.of();
      case TemplateExpression template -> inParts(template.parts());
      case TupleExpression tuple -> tuple.elements();
      case ObjectExpression object -> inItems(object.items());
      case AttributeExpression attribute -> List.of(attribute.target());
      case IndexExpression index -> List.of(index.target(), index.key());
      case SplatExpression splat -> List.of(splat.source(), splat.each());
      case ForExpression loop -> inFor(loop);
      case ConditionalExpression conditional ->
          List.of(conditional.condition(), conditional.whenTrue(), conditional.whenFalse());
      case BinaryExpression binary -> List.of(binary.left(), binary.right());
      case UnaryExpression unary -> List.of(unary.operand());
      case FunctionCallExpression call -> call.arguments();
      case ParenthesizedExpression parenthesized -> List.of(parenthesized.inner());
    };
  }

  private static List<Expression> inItems(List<ObjectItem> items) {
    List<Expression> found = new ArrayList<>();
    for (ObjectItem item : items) {
      if (item.key() instanceof ExpressionKey key) {
        found.add(key.expression());
      }
      found.add(item.value());
    }
    return found;
  }

  private static List<Expression> inFor(ForExpression loop) {
    List<Expression> found = new ArrayList<>();
    found.add(loop.collection());
    if (loop.key() != null) {
      found.add(loop.key());
    }
    found.add(loop.value());
    if (loop.condition() != null) {
      found.add(loop.condition());
    }
    return found;
  }

  private static List<Expression> inParts(List<TemplatePart> parts) {
    List<Expression> found = new ArrayList<>();
    collect(parts, found);
    return found;
  }

  private static void collect(List<TemplatePart> parts, List<Expression> found) {
    for (TemplatePart part : parts) {
      switch (part) {
        case LiteralPart _ -> {}
        case InterpolationPart interpolation -> found.add(interpolation.expression());
        case IfPart choice -> {
          found.add(choice.condition());
          collect(choice.then(), found);
          collect(choice.otherwise(), found);
        }
        case ForPart loop -> {
          found.add(loop.collection());
          collect(loop.body(), found);
        }
      }
    }
  }
}
