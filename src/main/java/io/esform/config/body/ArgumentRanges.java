package io.esform.config.body;

import io.esform.config.Literals;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ObjectKey.NameKey;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.value.AttributePath;
import io.esform.value.AttributePath.Segment;
import java.util.List;
import java.util.Optional;

/// Finds the source range that sets a value: the narrowest range for a path.
public final class ArgumentRanges {

  private ArgumentRanges() {}

  /// @param header the result if the body does not set the path
  public static SourceRange find(Body body, AttributePath path, SourceRange header) {
    return inBody(body, path.segments(), header);
  }

  private static SourceRange inBody(Body body, List<Segment> segments, SourceRange fallback) {
    if (segments.isEmpty() || !(segments.getFirst() instanceof Segment.Attribute(var name))) {
      return fallback;
    }
    List<Segment> rest = segments.subList(1, segments.size());
    Optional<Attribute> attribute =
        body.attributes().stream().filter(a -> a.name().equals(name)).findFirst();
    if (attribute.isPresent()) {
      return inExpression(attribute.get().value(), rest);
    }
    List<Block> blocks = body.blocks().stream().filter(b -> b.type().equals(name)).toList();
    boolean indexed = !rest.isEmpty() && rest.getFirst() instanceof Segment.Index;
    int index = indexed && rest.getFirst() instanceof Segment.Index(var i) ? i : 0;
    if (index >= blocks.size()) {
      return fallback;
    }
    Block block = blocks.get(index);
    return inBody(block.body(), indexed ? rest.subList(1, rest.size()) : rest, block.headerRange());
  }

  private static SourceRange inExpression(Expression expression, List<Segment> segments) {
    if (segments.isEmpty()) {
      return expression.range();
    }
    List<Segment> rest = segments.subList(1, segments.size());
    return switch (segments.getFirst()) {
      case Segment.Index(var index)
          when expression instanceof TupleExpression(var elements, _) && index < elements.size() ->
          inExpression(elements.get(index), rest);
      case Segment.Attribute(var name) when expression instanceof ObjectExpression object ->
          inObject(object, name, rest);
      case Segment.Key(var name) when expression instanceof ObjectExpression object ->
          inObject(object, name, rest);
      case Segment _ -> expression.range();
    };
  }

  private static SourceRange inObject(ObjectExpression object, String name, List<Segment> rest) {
    return object.items().stream()
        .filter(item -> keyIs(item, name))
        .findFirst()
        .map(item -> inExpression(item.value(), rest))
        .orElse(object.range());
  }

  private static boolean keyIs(ObjectItem item, String name) {
    return switch (item.key()) {
      case NameKey(var key, _) -> key.equals(name);
      case ExpressionKey(var expression, _) ->
          Literals.text(expression).filter(name::equals).isPresent();
    };
  }
}
