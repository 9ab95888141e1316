package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.TreePrinter;
import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Any tree equals the result of printing and parsing it; any text has a parse result.
final class RoundTripPropertiesTest {

  private static final Generator<String> PIECES =
      Generator.of(
          "a",
          "b1",
          "for",
          "in",
          "if",
          "true",
          "1",
          "2.5",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          "(",
          ")",
          "=",
          "=>",
          ":",
          "::",
          ",",
          ".",
          "...",
          "*",
          "+",
          "-",
          "!",
          "?",
          "&&",
          "==",
          "${",
          "%{",
          "~}",
          "$${",
          "<<EOT\n",
          "<<-EOT\n",
          "EOT\n",
          "\nEOT\n",
          "\n",
          "\r\n",
          " ",
          "\\",
          "\\n",
          "#",
          "//",
          "/*",
          "*/",
          "if x",
          "else",
          "endif",
          "endfor",
          "x in y",
          "\t",
          "😀",
          "\uD800",
          "\0",
          "resource \"a\" \"b\" {\n",
          "a = ",
          "\n}\n");

  private static final Generator<String> OPERATORS =
      Generator.of("+", "*", "&&", "==", "<", "%%", "-");

  private static final Generator<String> TEXTS =
      Generator.oneOf(
          PIECES.lists(40).map(pieces -> String.join("", pieces)),
          Generator.oneOf(Generator.integers(0, 127), Generator.integers(0, Character.MAX_VALUE))
              .lists(60)
              .map(RoundTripPropertiesTest::text));

  private static String text(List<Integer> characters) {
    var text = new StringBuilder();
    characters.forEach(character -> text.append((char) (int) character));
    return text.toString();
  }

  @Test
  void printedExpressionParsesToTheSameTree() {
    Property.holds(
        400,
        draw -> {
          String source = draw.from(expression(3));
          ParseResult<Expression> first = Parser.parseExpression("first", source);
          assertThat(first.diagnostics()).as(source).isEmpty();

          String printed = TreePrinter.print(first.value());
          ParseResult<Expression> second = Parser.parseExpression("second", printed);

          assertThat(second.diagnostics()).as(printed).isEmpty();
          assertThat(TreeDump.withoutRanges((Record) second.value()))
              .isEqualTo(TreeDump.withoutRanges((Record) first.value()));
        });
  }

  @Test
  void anyTextGivesAResult() {
    Property.holds(
        400,
        draw -> {
          String text = draw.from(TEXTS);
          check(text, Parser.parseFile("file", text));
          check(text, Parser.parseExpression("expression", text));
          check(text, Parser.parseTemplate("template", text));
        });
  }

  private static void check(String text, ParseResult<?> result) {
    assertThat(result.value()).isNotNull();
    for (Diagnostic diagnostic : result.diagnostics()) {
      int end = Objects.requireNonNull(diagnostic.subject(), text).endOffset();
      assertThat(end).as("%s in %s", diagnostic, text).isLessThanOrEqualTo(text.length());
    }
  }

  private static Generator<String> expression(int depth) {
    Generator<String> leaf =
        Generator.oneOf(
            Generator.of("a", "b-c", "null", "true", "0", "12.50", "1e3", "each.key", "\"\""),
            quoted(Generator.of("x")));
    if (depth == 0) {
      return leaf;
    }
    Generator<String> inner = expression(depth - 1);
    return Generator.oneOf(
        leaf,
        quoted(inner),
        inner.lists(3).map(list -> "[" + String.join(", ", list) + "]"),
        inner.lists(3).map(list -> "f(" + String.join(",", list) + ")"),
        inner.map(value -> "g(" + value + "...)"),
        inner.map(value -> "(" + value + ")"),
        inner.map(value -> "-(" + value + ")"),
        inner.map(value -> "(" + value + ").a[0]"),
        inner.map(value -> "(" + value + ")[*].b.*.c.0"),
        combine(inner, "{ k = %s, (%s) : 1 }"),
        combine(inner, "[for x in %s : %s if x]"),
        combine(inner, "{ for k, v in %s : k => %s... }"),
        combine(inner, "a ? (%s) : %s"),
        random -> combine(inner, "(%s) " + OPERATORS.next(random) + " (%s)").next(random),
        Generator.of("a + b * c", "a || !b && c", "-a - -b"));
  }

  private static Generator<String> combine(Generator<String> inner, String format) {
    return random -> format.formatted(inner.next(random), inner.next(random));
  }

  private static Generator<String> quoted(Generator<String> inner) {
    Generator<String> part =
        Generator.oneOf(
            Generator.of(
                "text", " ", "$ ", "% ", "$$a", "$${", "%%{", "{", "}", "\\n", "\\\"", "é"),
            inner.map(value -> "${" + value + "}"),
            inner.map(value -> "${~ " + value + " ~}"),
            inner.map(value -> "%{ if a }" + "${" + value + "}$%{ else }no%{ endif }"),
            inner.map(value -> "%{ for x in " + value + " ~} x %{ endfor }"));
    return part.lists(4).map(parts -> '"' + String.join("", parts) + '"');
  }
}
