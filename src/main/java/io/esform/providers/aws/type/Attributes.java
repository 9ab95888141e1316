package io.esform.providers.aws.type;

import io.esform.provider.Arguments;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Collects an object's attributes as AWS returns them.
public final class Attributes {

  private final SequencedMap<String, Value> values = new LinkedHashMap<>();

  public Attributes text(String name, @Nullable String text) {
    return with(name, text == null ? Value.nullOf(Types.STRING) : Value.of(text));
  }

  /// A text that AWS returns in the same way whether it is unset or empty.
  ///
  /// @param prior the object's prior state; null for none
  public Attributes words(String name, @Nullable String found, @Nullable Arguments prior) {
    boolean isSetEmpty = prior != null && prior.text(name).filter(String::isEmpty).isPresent();
    return found == null || found.isEmpty()
        ? text(name, isSetEmpty ? "" : null)
        : text(name, found);
  }

  public Attributes number(String name, @Nullable Number number) {
    return with(name, number == null ? Value.nullOf(Types.NUMBER) : Value.of(number.longValue()));
  }

  public Attributes flag(String name, @Nullable Boolean flag) {
    return with(name, flag == null ? Value.nullOf(Types.BOOL) : Value.of(flag));
  }

  public Attributes list(String name, Collection<String> texts) {
    return with(name, Value.listOf(texts));
  }

  /// A set of texts.
  public Attributes set(String name, Collection<String> texts) {
    return with(name, setOf(texts));
  }

  public Attributes with(String name, Value value) {
    values.put(name, value);
    return this;
  }

  public SequencedMap<String, Value> toMap() {
    return values;
  }

  public static Value setOf(Collection<String> texts) {
    return new Value.SetValue(Types.STRING, texts.stream().map(Value::of).toList());
  }

  public static Value textsByKey(Map<String, String> texts) {
    var values = new LinkedHashMap<String, Value>();
    texts.forEach((key, text) -> values.put(key, Value.of(text)));
    return Value.mapOf(Types.STRING, values);
  }
}
