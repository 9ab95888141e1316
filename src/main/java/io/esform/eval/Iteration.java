package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.value.Description;
import io.esform.value.Type;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The elements that a `for` iterates over.
sealed interface Iteration {

  /// The elements of a known collection. Keys are indexes, names, or the elements of a set.
  ///
  /// @param isSensitive whether the collection is sensitive, and with it every result
  record Entries(List<Entry> entries, boolean isSensitive) implements Iteration {}

  record Entry(Value key, Value value) {
    Entry marked() {
      return new Entry(Value.sensitive(key), Value.sensitive(value));
    }
  }

  /// The collection or its number of elements is unknown, or the collection has a fault.
  record Unknown(boolean isSensitive) implements Iteration {}

  static Iteration over(
      EvaluationContext evaluation, Value collection, SourceRange range, SourceRange context) {
    boolean secret = collection.isSensitive();
    evaluation.noteSecrets(collection);
    return switch (collection.unmarked()) {
      case ListValue(_, var elements) -> new Entries(indexed(elements), secret);
      case TupleValue(var elements) -> new Entries(indexed(elements), secret);
      case SetValue set ->
          set.isWhollyKnown()
              ? new Entries(
                  set.elements().stream().map(element -> new Entry(element, element)).toList(),
                  secret)
              : new Unknown(secret);
      case MapValue(_, var elements) -> new Entries(named(elements), secret);
      case ObjectValue(var attributes) -> new Entries(named(attributes), secret);
      case Value.UnknownValue(var type) -> {
        if (type instanceof Type.Primitive) {
          refuse(evaluation, collection, range, context);
        }
        yield new Unknown(secret);
      }
      case Value.NullValue _,
          Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.SensitiveValue _ -> {
        refuse(evaluation, collection, range, context);
        yield new Unknown(secret);
      }
    };
  }

  private static List<Entry> indexed(List<Value> elements) {
    return IntStream.range(0, elements.size())
        .mapToObj(index -> new Entry(Value.of(index), elements.get(index)))
        .toList();
  }

  private static List<Entry> named(Map<String, Value> elements) {
    Stream<Map.Entry<String, Value>> entries = elements.entrySet().stream();
    return entries.map(entry -> new Entry(Value.of(entry.getKey()), entry.getValue())).toList();
  }

  private static void refuse(
      EvaluationContext evaluation, Value collection, SourceRange range, SourceRange context) {
    evaluation.fail(
        "Iteration over non-iterable value",
        "A \"for\" iterates over a list, set, tuple, map or object, but "
            + Description.claim(collection, false)
            + ".",
        range,
        context);
  }
}
