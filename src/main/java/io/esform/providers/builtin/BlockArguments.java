package io.esform.providers.builtin;

import io.esform.diag.EsformBug;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An object's arguments as Java values; empty for null and unknown ones.
record BlockArguments(ObjectValue object) {

  Value value(String name) {
    Value value = object.attributes().get(name);
    if (value == null) {
      throw new EsformBug("The object has no argument " + name + ".");
    }
    return value;
  }

  Optional<String> text(String name) {
    return value(name) instanceof StringValue(var text) ? Optional.of(text) : Optional.empty();
  }

  Optional<BigDecimal> number(String name) {
    return value(name) instanceof NumberValue(var number) ? Optional.of(number) : Optional.empty();
  }

  /// @throws EsformBug when it is missing, which validation prevents
  int integer(String name) {
    return number(name)
        .orElseThrow(() -> new EsformBug("The argument " + name + " has no value."))
        .intValueExact();
  }

  boolean isTrue(String name) {
    return value(name) instanceof BoolValue(var bool) && bool;
  }

  List<String> texts(String name) {
    return value(name) instanceof ListValue list
        ? list.elements().stream()
            .flatMap(element ->
                element instanceof StringValue(var text) ? Stream.of(text) : Stream.empty())
            .toList()
        : List.of();
  }

  /// Null when the block is missing.
  @Nullable BlockArguments block(String name) {
    return value(name) instanceof ObjectValue inner ? new BlockArguments(inner) : null;
  }

  /// A fault when the argument is known and not an integer in this range.
  Optional<String> outOfRange(String name, int least, int most) {
    return number(name)
        .filter(number ->
            number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0)
        .map(number ->
            "%s must be a whole number from %d to %d, not %s."
                .formatted(name, least, most, number.toPlainString()));
  }
}
