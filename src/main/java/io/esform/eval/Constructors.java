package io.esform.eval;

import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ObjectKey.NameKey;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.util.TreeMap;

/// `[…]` and `{…}`.
final class Constructors {

  private Constructors() {}

  static Value tuple(Evaluation evaluation, TupleExpression expression) {
    return new TupleValue(expression.elements().stream().map(evaluation::evaluate).toList());
  }

  /// Of two items with one key the later holds. An unknown key makes all of the object unknown, a
  /// sensitive one makes it sensitive.
  static Value object(Evaluation evaluation, ObjectExpression expression) {
    var attributes = new TreeMap<String, Value>();
    boolean secret = false;
    boolean unknown = false;
    for (ObjectItem item : expression.items()) {
      Value key =
          switch (item.key()) {
            case NameKey(var name, _) -> Value.of(name);
            case ExpressionKey(var inner, var range) ->
                Keys.text(evaluation, evaluation.evaluate(inner), range, item.range());
          };
      Value value = evaluation.evaluate(item.value());
      secret |= key.isSensitive() || (!key.isKnown() && value.containsSensitive());
      if (key.unmarked() instanceof StringValue(var name)) {
        attributes.put(name, value);
      } else {
        unknown = true;
      }
    }
    return Evaluation.marked(
        unknown ? Value.unknown(Types.ANY) : Value.objectOf(attributes), secret);
  }
}
