package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.eval.Scope.NamePath;
import io.esform.eval.Scope.Resolution;
import io.esform.eval.Scope.Segment;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;

/// References: names and the segments after them, such as `es_node.store[0].address`.
final class References {

  private References() {}

  static Value evaluate(EvaluationContext evaluation, Expression expression) {
    var chain = new ArrayList<Expression>();
    Expression root = expression;
    while (true) {
      if (root instanceof AttributeExpression attribute) {
        chain.add(attribute);
        root = attribute.target();
      } else if (root instanceof IndexExpression index) {
        chain.add(index);
        root = index.target();
      } else {
        break;
      }
    }
    List<Segment> segments = segments(evaluation, chain.reversed());
    SourceRange range = expression.range();
    if (!(root instanceof VariableExpression(var name, var rootRange))) {
      return SegmentAccess.follow(evaluation, evaluation.evaluate(root), segments, range);
    }
    Resolution resolution =
        evaluation
            .scope()
            .resolve(new NamePath(name, segments, rootRange, range), evaluation.sink());
    Value value =
        SegmentAccess.follow(
            evaluation,
            resolution.value(),
            segments.subList(resolution.consumed(), segments.size()),
            range);
    evaluation.noteUnknowns(value);
    return value;
  }

  private static List<Segment> segments(EvaluationContext evaluation, List<Expression> chain) {
    var segments = new ArrayList<Segment>(chain.size());
    for (Expression link : chain) {
      if (link instanceof AttributeExpression attribute) {
        segments.add(new Segment.Name(attribute.name(), attribute.nameRange()));
      } else if (link instanceof IndexExpression index) {
        segments.add(new Segment.Key(evaluation.evaluate(index.key()), index.key().range()));
      }
    }
    return segments;
  }
}
