package io.esform.hostile;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Random expressions of the language, with the names that {@link Configurations} declares.
final class Expressions {

  private static final List<String> LEAVES =
      List.of(
          "local.a",
          "local.b",
          "var.v",
          "var.secret",
          "esform_data.one.output",
          "esform_data.many[0]",
          "esform_data.many[*].id",
          "esform_data.keyed[\"a\"].input",
          "module.m.out",
          "null",
          "true",
          "1",
          "0.1",
          "-3",
          "\"x\"",
          "\"\"",
          "[]",
          "{}",
          "[1, \"a\", null]",
          "{ a = 1, b = \"x\" }",
          "range(3)",
          "range(1000000)",
          "path.module",
          "local.nowhere",
          "each.key",
          "count.index",
          "self.id");

  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||");

  private final Random random;
  private final List<String> functions;

  Expressions(Random random, List<String> functions) {
    this.random = random;
    this.functions = functions;
  }

  String any(int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return leaf();
    }
    int inner = depth - 1;
    return switch (random.nextInt(13)) {
      case 0 -> "[" + list(inner) + "]";
      case 1 -> "{ a = " + any(inner) + ", (" + any(inner) + ") = " + any(inner) + " }";
      case 2 -> any(inner) + " " + Mutations.any(OPERATORS, random) + " " + any(inner);
      case 3 -> "(" + any(inner) + ") ? " + any(inner) + " : " + any(inner);
      case 4 -> "[for k, v in " + any(inner) + " : " + any(inner) + " if " + any(inner) + "]";
      case 5 -> "{ for k, v in " + any(inner) + " : k => " + any(inner) + " }";
      case 6 -> "\"a${" + any(inner) + "}b%{ for x in " + any(inner) + " }${x}%{ endfor }\"";
      case 7 -> "(" + any(inner) + ")[" + any(inner) + "]";
      case 8 -> "(" + any(inner) + ")[*].a";
      case 9 -> Mutations.any(List.of("-", "!"), random) + "(" + any(inner) + ")";
      default -> call(inner);
    };
  }

  private String call(int depth) {
    return Mutations.any(functions, random)
        + "("
        + list(depth)
        + (random.nextInt(8) == 0 ? "..." : "")
        + ")";
  }

  private String list(int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(_ -> any(depth))
        .collect(Collectors.joining(", "));
  }

  private String leaf() {
    return switch (random.nextInt(6)) {
      case 0 -> Mutations.number(random);
      case 1 -> Mutations.text(random);
      default -> Mutations.any(LEAVES, random);
    };
  }
}
