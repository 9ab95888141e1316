package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.config.Repetition;
import io.esform.config.evaluation.Expansion.Shape;
import io.esform.config.evaluation.UnknownSource.Source;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Expression;
import io.esform.value.Conversion;
import io.esform.value.Description;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/// Evaluates `count` and `for_each`.
final class Expander {

  private static final int MOST_INSTANCES = 1_000_000;

  private final Evaluator evaluator;
  private final BooleanSupplier unknownAllowed;
  private final DiagnosticSink sink;

  /// @param unknownAllowed whether an unknown repetition is accepted: in validation, and after an
  ///   error that may have caused it; otherwise it is an error
  Expander(Evaluator evaluator, BooleanSupplier unknownAllowed, DiagnosticSink sink) {
    this.evaluator = evaluator;
    this.unknownAllowed = unknownAllowed;
    this.sink = sink;
  }

  /// @param module the module that contains the block
  Expansion expand(Repetition repetition, ModuleInstance module) {
    return switch (repetition) {
      case Repetition.Single() -> Expansion.single();
      case Repetition.Count(var expression) -> expandCount(expression, module);
      case Repetition.ForEach(var expression) -> expandForEach(expression, module);
    };
  }

  private Expansion expandCount(Expression expression, ModuleInstance module) {
    Value value = evaluator.evaluate(expression, module.scope(), sink);
    Optional<Value> number = Conversion.tryConvert(value.unmarked(), Types.NUMBER);
    if (number.isPresent() && !number.get().isKnown()) {
      return unknown("count", "the number of instances", expression, module);
    }
    if (number.isEmpty() || !(number.get() instanceof NumberValue(var count))) {
      return invalid("count", "a count must be a whole number, not " + describe(value), expression);
    }
    if (count.signum() < 0 || count.stripTrailingZeros().scale() > 0) {
      return invalid("count", "a count must be a whole number of at least 0", expression);
    }
    if (count.compareTo(BigDecimal.valueOf(MOST_INSTANCES)) > 0) {
      return invalid("count", "at most " + MOST_INSTANCES + " instances are allowed", expression);
    }
    var keys = new LinkedHashMap<InstanceKey, Value>();
    for (int index = 0; index < count.intValue(); index++) {
      keys.put(InstanceKey.of(index), Expansion.NO_EACH);
    }
    return new Expansion(Shape.COUNT, keys);
  }

  private Expansion expandForEach(Expression expression, ModuleInstance module) {
    Value value = evaluator.evaluate(expression, module.scope(), sink);
    return switch (value) {
      case SensitiveValue _ ->
          invalid(
              "for_each",
              "instance keys are always shown, so they must not depend on a sensitive value",
              expression);
      case UnknownValue _ -> unknown("for_each", "the keys of the instances", expression, module);
      case MapValue map -> keyed(map.elements());
      case ObjectValue object -> keyed(object.attributes());
      case SetValue set -> expandSet(set, expression, module);
      case ListValue _, TupleValue _ ->
          invalid(
              "for_each",
              "a list has no keys; use toset(…) for a list of distinct strings, or a map",
              expression);
      case NullValue _ ->
          invalid("for_each", "it is null; use an empty map for no instances", expression);
      case StringValue _, NumberValue _, BoolValue _ ->
          invalid(
              "for_each",
              "it must be a map or a set of strings, not " + describe(value),
              expression);
    };
  }

  private Expansion expandSet(SetValue set, Expression expression, ModuleInstance module) {
    var elements = new LinkedHashMap<String, Value>();
    for (Value element : set.elements()) {
      if (!element.isKnown()) {
        return unknown("for_each", "one of the keys", expression, module);
      }
      if (!(element instanceof StringValue(var text))) {
        return invalid("for_each", "the elements of a set must be strings", expression);
      }
      elements.put(text, element);
    }
    return keyed(elements);
  }

  private static Expansion keyed(Map<String, Value> elements) {
    SequencedMap<InstanceKey, Value> keys = new LinkedHashMap<>();
    elements.forEach((name, value) -> keys.put(InstanceKey.of(name), value));
    return new Expansion(Shape.FOR_EACH, keys);
  }

  private Expansion unknown(
      String argument, String what, Expression expression, ModuleInstance module) {
    if (!sink.hasErrors() && !unknownAllowed.getAsBoolean()) {
      Source source = UnknownSource.of(expression, module);
      String detail =
          source == null
              ? "This %s determines %s, but its value is known only after apply. Use only variables and local values, not attributes that are known after a resource is created."
                  .formatted(argument, what)
              : "This %s determines %s, but it depends on %s, which is known only after apply. Use only variables and local values, or first apply the resource that it depends on:\n\n    esform apply --target %s"
                  .formatted(argument, what, source, quoted(source.resource().toString()));
      sink.error("Invalid %s argument".formatted(argument), detail, expression.range());
    }
    return Expansion.unknown();
  }

  /// Quotes an address for a shell.
  private static String quoted(String address) {
    return address.contains("[") ? "'" + address + "'" : address;
  }

  private Expansion invalid(String argument, String why, Expression expression) {
    sink.error(
        "Invalid %s argument".formatted(argument),
        "The argument %s cannot be used: %s.".formatted(argument, why),
        expression.range());
    return Expansion.unknown();
  }

  private static String describe(Value value) {
    return value.isNull() ? "null" : Description.type(value);
  }
}
