package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.Iteration.Entries;
import io.esform.eval.Iteration.Entry;
import io.esform.eval.functions.Size;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ForExpression;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `[for …]` and `{for …}`.
///
/// Stops at the first element with a fault: the others mostly have the same fault. In a sensitive
/// collection that element is evaluated again with a sensitive mark, so that the diagnostic does
/// not show it.
final class ForExpressions {

  private final EvaluationContext outer;
  private final ForExpression loop;
  private DiagnosticSink faults = new DiagnosticSink();
  private final List<Value> elements = new ArrayList<>();
  private final TreeMap<String, Value> attributes = new TreeMap<>();
  private final TreeMap<String, List<Value>> groups = new TreeMap<>();
  private final Size size = Size.ofElements();
  private boolean isSensitive;
  private boolean isUnknown;

  private ForExpressions(EvaluationContext outer, ForExpression loop) {
    this.outer = outer;
    this.loop = loop;
  }

  static Value evaluate(EvaluationContext evaluation, ForExpression loop) {
    return new ForExpressions(evaluation, loop).run();
  }

  private Value run() {
    Expression collection = loop.collection();
    switch (Iteration.over(outer, outer.evaluate(collection), collection.range(), loop.range())) {
      case Iteration.Unknown(var secret) -> {
        return EvaluationContext.marked(Value.unknown(Types.ANY), secret);
      }
      case Entries(var entries, var secret) -> {
        isSensitive = secret;
        for (Entry entry : entries) {
          step(entry);
          if (size.excess() != Size.Excess.NONE || outer.limits().isSpent()) {
            break;
          }
          if (faults.hasErrors()) {
            if (secret) {
              faults = new DiagnosticSink();
              step(entry.marked());
            }
            break;
          }
        }
      }
    }
    outer.sink().report(faults.toDiagnostics());
    if (!outer.isWithin(size, loop.range())) {
      return EvaluationContext.failed();
    }
    return EvaluationContext.marked(
        isUnknown || faults.hasErrors() ? Value.unknown(Types.ANY) : result(), isSensitive);
  }

  private Value result() {
    if (loop.key() == null) {
      return new TupleValue(elements);
    }
    groups.forEach((name, values) -> attributes.put(name, new TupleValue(values)));
    return Value.objectOf(attributes);
  }

  private void step(Entry entry) {
    EvaluationContext inner =
        outer
            .within(
                new LocalScope(
                    outer.scope(), loop.keyName(), entry.key(), loop.valueName(), entry.value()))
            .reportingTo(faults);
    if (!isTaken(inner)) {
      return;
    }
    Expression key = loop.key();
    if (key == null) {
      Value value = inner.evaluate(loop.value());
      size.add(value);
      elements.add(value);
    } else {
      put(inner, key);
    }
  }

  private boolean isTaken(EvaluationContext inner) {
    @Nullable Expression condition = loop.condition();
    if (condition == null) {
      return true;
    }
    Value value =
        Conditionals.condition(inner, inner.evaluate(condition), condition.range(), loop.range());
    isSensitive |= value.isSensitive();
    isUnknown |= !value.isKnown();
    return !(value.unmarked() instanceof BoolValue(var truth)) || truth;
  }

  private void put(EvaluationContext inner, Expression keyExpression) {
    Value key =
        ObjectKeys.text(inner, inner.evaluate(keyExpression), keyExpression.range(), loop.range());
    isSensitive |= key.isSensitive();
    Value value = inner.evaluate(loop.value());
    size.add(key);
    size.add(value);
    if (!(key.unmarked() instanceof StringValue(var name))) {
      isUnknown = true;
      isSensitive |= value.containsSensitive();
    } else if (loop.grouped()) {
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    } else if (attributes.put(name, value) != null && !isUnknown) {
      inner.fail(
          "Duplicate object key",
          (isSensitive
                  ? "Two elements have the same key."
                  : "Two elements have the key \"" + name + "\".")
              + " To collect all values of a key, write \"...\" after the value.",
          keyExpression.range(),
          loop.range());
    }
  }
}
