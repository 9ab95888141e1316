package io.esform.config;

import io.esform.address.ProviderKey;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import io.esform.value.AttributePath;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.NumberValue;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads arguments that must be constants, because they are needed before evaluation.
public final class Literals {

  private Literals() {}

  /// The text of a string without interpolations.
  public static Optional<String> text(Expression expression) {
    if (!(expression instanceof TemplateExpression(var parts, _))) {
      return Optional.empty();
    }
    var text = new StringBuilder();
    for (var part : parts) {
      if (!(part instanceof LiteralPart(var literal, _))) {
        return Optional.empty();
      }
      text.append(literal);
    }
    return Optional.of(text.toString());
  }

  static Optional<Boolean> bool(Expression expression) {
    return expression instanceof LiteralExpression(BoolValue(var value), _)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// The name of a bare identifier: `all`, `string`.
  public static Optional<String> keyword(Expression expression) {
    return expression instanceof VariableExpression(var name, _)
        ? Optional.of(name)
        : Optional.empty();
  }

  /// A path inside an object, with constant keys: `labels["a"]`, `mount[0].path`.
  public static Optional<AttributePath> path(Expression expression) {
    return switch (expression) {
      case VariableExpression(var name, _) -> Optional.of(AttributePath.of(name));
      case AttributeExpression(var target, var name, _, _) ->
          path(target).map(it -> it.attribute(name));
      case IndexExpression(var target, LiteralExpression(NumberValue(var index), _), _) ->
          isIndex(index) ? path(target).map(it -> it.index(index.intValue())) : Optional.empty();
      case IndexExpression(var target, var key, _) ->
          text(key).flatMap(text -> path(target).map(it -> it.key(text)));
      default -> Optional.empty();
    };
  }

  private static boolean isIndex(BigDecimal number) {
    return number.scale() <= 0
        && number.signum() >= 0
        && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }

  /// `aws` or `aws.west`, also as a string.
  public static Optional<ProviderKey> provider(Expression expression) {
    return switch (expression) {
      case VariableExpression(var name, _) -> Optional.of(new ProviderKey(name, null));
      case AttributeExpression(VariableExpression(var name, _), var alias, _, _) ->
          Optional.of(new ProviderKey(name, alias));
      default -> text(expression).map(ProviderKey::parse);
    };
  }
}
