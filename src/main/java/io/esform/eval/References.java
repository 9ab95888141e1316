package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.eval.Scope.Reference;
import io.esform.eval.Scope.Resolution;
import io.esform.eval.Scope.Step;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;

/// References: names and the steps after them, such as `es_node.store[0].address`.
final class References {

  private References() {}

  static Value evaluate(Evaluation evaluation, Expression expression) {
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
    List<Step> steps = steps(evaluation, chain.reversed());
    SourceRange range = expression.range();
    if (!(root instanceof VariableExpression(var name, var rootRange))) {
      return Traversal.follow(evaluation, evaluation.evaluate(root), steps, range);
    }
    Resolution resolution =
        evaluation.scope().resolve(new Reference(name, steps, rootRange, range), evaluation.sink());
    Value value =
        Traversal.follow(
            evaluation,
            resolution.value(),
            steps.subList(resolution.consumed(), steps.size()),
            range);
    evaluation.noteUnknowns(value);
    return value;
  }

  private static List<Step> steps(Evaluation evaluation, List<Expression> chain) {
    var steps = new ArrayList<Step>(chain.size());
    for (Expression link : chain) {
      if (link instanceof AttributeExpression attribute) {
        steps.add(new Step.Name(attribute.name(), attribute.nameRange()));
      } else if (link instanceof IndexExpression index) {
        steps.add(new Step.Key(evaluation.evaluate(index.key()), index.key().range()));
      }
    }
    return steps;
  }
}
