package io.esform.eval;

import io.esform.eval.functions.Size;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ObjectKey.NameKey;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.TreeMap;

/// `[…]` and `{…}`.
final class Constructors {

  private Constructors() {}

  static Value tuple(EvaluationContext evaluation, TupleExpression expression) {
    Size size = Size.ofElements();
    var elements = new ArrayList<Value>(expression.elements().size());
    for (Expression element : expression.elements()) {
      Value value = evaluation.evaluate(element);
      elements.add(value);
      if (!size.add(value)) {
        break;
      }
    }
    return evaluation.isWithin(size, expression.range())
        ? new TupleValue(elements)
        : EvaluationContext.failed();
  }

  /// The later of two items with the same key wins. An unknown key makes the whole object unknown,
  /// a sensitive key makes it sensitive.
  static Value object(EvaluationContext evaluation, ObjectExpression expression) {
    var attributes = new TreeMap<String, Value>();
    boolean secret = false;
    boolean unknown = false;
    Size size = Size.ofElements();
    for (ObjectItem item : expression.items()) {
      Value key =
          switch (item.key()) {
            case NameKey(var name, _) -> Value.of(name);
            case ExpressionKey(var inner, var range) ->
                ObjectKeys.text(evaluation, evaluation.evaluate(inner), range, item.range());
          };
      Value value = evaluation.evaluate(item.value());
      secret |= key.isSensitive() || (!key.isKnown() && value.containsSensitive());
      if (key.unmarked() instanceof StringValue(var name)) {
        attributes.put(name, value);
        size.add(name);
      } else {
        unknown = true;
      }
      if (!size.add(value)) {
        break;
      }
    }
    if (!evaluation.isWithin(size, expression.range())) {
      return EvaluationContext.failed();
    }
    return EvaluationContext.marked(
        unknown ? Value.unknown(Types.ANY) : Value.objectOf(attributes), secret);
  }
}
