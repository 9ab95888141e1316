package io.esform.eval;

import io.esform.testing.Generator;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Named values, some of which are partly or wholly secret. Two instances differ only in their
/// secrets.
///
/// @param names all values by name, with secrets marked
record Secrets(Map<String, Value> names) {

  static Generator<Secrets> any(List<String> texts) {
    return random -> of(random, texts);
  }

  /// Values in which every secret text contains this one.
  static Secrets holding(String token) {
    var names = new TreeMap<>(of(new Random(0), List.of(token)).names());
    names.put("hidden", Value.sensitive(Value.listOf(List.of(token + "-1", token + "-2"))));
    names.put(
        "vault",
        Value.sensitive(Value.mapOf(Types.STRING, Map.of(token + "-3", Value.of(token + "-4")))));
    return new Secrets(names);
  }

  private static Secrets of(Random random, List<String> texts) {
    var names = new TreeMap<String, Value>();
    names.put("open", Value.of("a"));
    names.put("settings", Value.mapOf(Types.STRING, Map.of("a", Value.of("1"))));
    names.put("labels", new SetValue(Types.STRING, List.of(Value.of("a"), Value.of("b"))));
    names.put("secret", Value.sensitive(text(random, texts)));
    names.put("pin", Value.sensitive(Value.of(random.nextInt(6))));
    names.put("flag", Value.sensitive(Value.of(random.nextBoolean())));
    names.put(
        "account",
        Value.objectOf(
            Map.of("user", Value.of("a"), "password", Value.sensitive(scalar(random, texts)))));
    names.put(
        "codes", new TupleValue(List.of(Value.sensitive(text(random, texts)), Value.of("b"))));
    names.put("hidden", Value.sensitive(hidden(random, texts)));
    names.put("vault", Value.sensitive(vault(random, texts)));
    return new Secrets(names);
  }

  private static Value text(Random random, List<String> texts) {
    return Value.of(texts.get(random.nextInt(texts.size())));
  }

  private static Value scalar(Random random, List<String> texts) {
    return random.nextInt(4) == 0 ? Value.nullOf(Types.STRING) : text(random, texts);
  }

  private static Value hidden(Random random, List<String> texts) {
    var elements = new ArrayList<Value>();
    int size = random.nextInt(3);
    for (int index = 0; index < size; index++) {
      elements.add(text(random, texts));
    }
    return Value.listOf(Types.STRING, elements);
  }

  private static Value vault(Random random, List<String> texts) {
    var entries = new TreeMap<String, Value>();
    int size = random.nextInt(3);
    for (int index = 0; index < size; index++) {
      entries.put(texts.get(random.nextInt(texts.size())), text(random, texts));
    }
    return Value.mapOf(Types.STRING, entries);
  }
}
