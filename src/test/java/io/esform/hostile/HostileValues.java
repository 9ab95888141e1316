package io.esform.hostile;

import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.SetValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Values of every kind, mostly boundary cases.
final class HostileValues {

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "0",
          "true",
          "-1",
          "1e9999",
          "1e2147483648",
          "a\u0000b",
          "/dev/zero",
          "/proc/self/mem",
          "..",
          "~",
          "~/x",
          "é\u0301\ud83d\udc68\u200d\ud83d\udc69",
          "\ud800",
          "%s%d%99999999999d%",
          "%[999]s%9999.9999f",
          "%9999s",
          "%v%%%q%t%b%o%x%X%e%g",
          "[",
          "{",
          "**/{a,b}*",
          "[!a-z]",
          "(.{0,1000}){4}",
          "/(a*)*b/",
          "((((a{0,100}){0,100}){0,100}){0,100})",
          "(?P<n>a)|(?P<m>b)",
          "/",
          "//",
          "$9",
          "${n}",
          "${v0}",
          "%{ for x in v1 }${x}%{ endfor }",
          "10.0.0.0/8",
          "2001:db8::/32",
          "::/0",
          "0.0.0.0/0",
          "1.2.3.4/33",
          "2026-01-31T12:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00+18:00",
          "999999999999h",
          "-1ns",
          "YYYY-MM-DD'T'hh:mm:ssZ",
          "'",
          "a,b\n1,2\n",
          "a,a\n",
          "\"a\n",
          "{\"a\":[1,{\"b\":null}]}",
          "[1e400]",
          "a: &x [1]\nb: *x\n",
          "a: .inf",
          "? [a]\n: b",
          "<<: {a: 1}",
          "---\na\n---\nb",
          "!!binary AA==",
          "!!int x",
          "aGVsbG8=",
          "####",
          "%zz",
          "%C3%28",
          "dns",
          "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
          "\n\n\n",
          "\r\n",
          "\u2028",
          "zzzzzzzzzz");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2",
          "0.5",
          "-0.1",
          "16",
          "62",
          "63",
          "128",
          "200",
          "10000",
          "1000000",
          "1000000000",
          "2147483647",
          "-2147483648",
          "2147483648",
          "9223372036854775807",
          "1e30",
          "1e9999",
          "1e-9999",
          "-1e9999",
          "0.1e-400",
          "123456789012345678901234567890.12345678901234567890");

  private final Random random;

  HostileValues(Random random) {
    this.random = random;
  }

  Value any() {
    return any(3);
  }

  private Value any(int depth) {
    Value value = plain(depth);
    return random.nextInt(12) == 0 ? Value.sensitive(value) : value;
  }

  private Value plain(int depth) {
    return switch (random.nextInt(depth == 0 ? 7 : 14)) {
      case 0, 1 -> Value.of(Mutations.any(TEXTS, random));
      case 2 -> Value.of(Mutations.of(Mutations.any(TEXTS, random), random));
      case 3, 4 -> new NumberValue(new BigDecimal(Mutations.any(NUMBERS, random)));
      case 5 -> random.nextInt(3) == 0 ? Value.nullOf(type()) : Value.of(random.nextBoolean());
      case 6 -> random.nextInt(3) == 0 ? Value.unknown(type()) : large();
      case 7 -> new TupleValue(values(depth - 1));
      case 8 -> Value.objectOf(entries(depth - 1));
      case 9 -> Value.listOf(texts());
      case 10 -> Value.listOf(Types.NUMBER, numbers());
      case 11 -> new SetValue(Types.STRING, texts().stream().<Value>map(Value::of).toList());
      case 12 -> Value.mapOf(Types.STRING, textEntries());
      default -> many();
    };
  }

  private Type type() {
    return Mutations.any(
        List.of(
            Types.ANY,
            Types.STRING,
            Types.NUMBER,
            Types.BOOL,
            Types.list(Types.STRING),
            Types.map(Types.ANY),
            Types.set(Types.NUMBER)),
        random);
  }

  /// A text of up to 100 kB.
  private Value large() {
    String piece = Mutations.any(TEXTS, random);
    int times = 1 << random.nextInt(17);
    return Value.of(piece.isEmpty() ? piece : piece.repeat(Math.max(1, times / piece.length())));
  }

  /// Up to 100,000 elements.
  private Value many() {
    var elements = new ArrayList<Value>();
    int count = 1 << random.nextInt(17);
    for (int index = 0; index < count; index++) {
      elements.add(Value.of(index));
    }
    return Value.listOf(Types.NUMBER, elements);
  }

  private List<Value> values(int depth) {
    var values = new ArrayList<Value>();
    for (int count = random.nextInt(5); count > 0; count--) {
      values.add(any(depth));
    }
    return values;
  }

  private Map<String, Value> entries(int depth) {
    var entries = new TreeMap<String, Value>();
    values(depth).forEach(value -> entries.put(Mutations.any(TEXTS, random), value));
    return entries;
  }

  private Map<String, Value> textEntries() {
    var entries = new TreeMap<String, Value>();
    texts().forEach(text -> entries.put(Mutations.any(TEXTS, random), Value.of(text)));
    return entries;
  }

  private List<String> texts() {
    var texts = new ArrayList<String>();
    for (int count = random.nextInt(6); count > 0; count--) {
      texts.add(Mutations.any(TEXTS, random));
    }
    return texts;
  }

  private List<Value> numbers() {
    var numbers = new ArrayList<Value>();
    for (int count = random.nextInt(6); count > 0; count--) {
      numbers.add(new NumberValue(new BigDecimal(Mutations.any(NUMBERS, random))));
    }
    return numbers;
  }

  /// The values, in enough detail to reproduce the case.
  static String show(Map<String, Value> values) {
    var text = new StringBuilder();
    values.forEach((name, value) -> {
      String shown = value.unmarked().toString();
      text.append(name).append(" = ");
      text.append(value.isSensitive() ? "sensitive " : "");
      text.append(shown, 0, Math.min(300, shown.length())).append('\n');
    });
    return text.toString();
  }
}
