package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.TreePrinter;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Any tree prints and parses back to itself; any text gives a result.
final class RoundTripProperties {

  private static final List<String> PIECES =
      List.of(
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

  @Property(tries = 400)
  void printedExpressionParsesToTheSameTree(@ForAll("expressions") String source) {
    ParseResult<Expression> first = Parser.parseExpression("first", source);
    assertThat(first.diagnostics()).as(source).isEmpty();

    String printed = TreePrinter.print(first.value());
    ParseResult<Expression> second = Parser.parseExpression("second", printed);

    assertThat(second.diagnostics()).as(printed).isEmpty();
    assertThat(TreeDump.withoutRanges((Record) second.value()))
        .isEqualTo(TreeDump.withoutRanges((Record) first.value()));
  }

  @Property(tries = 400)
  void anyTextGivesAResult(@ForAll("texts") String text) {
    check(text, Parser.parseFile("file", text));
    check(text, Parser.parseExpression("expression", text));
    check(text, Parser.parseTemplate("template", text));
  }

  private static void check(String text, ParseResult<?> result) {
    assertThat(result.value()).isNotNull();
    for (Diagnostic diagnostic : result.diagnostics()) {
      int end = Objects.requireNonNull(diagnostic.subject(), text).endOffset();
      assertThat(end).as("%s in %s", diagnostic, text).isLessThanOrEqualTo(text.length());
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces)),
        Arbitraries.strings().ofMaxLength(60));
  }

  @Provide
  Arbitrary<String> expressions() {
    return expression(3);
  }

  private static Arbitrary<String> expression(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            Arbitraries.of("a", "b-c", "null", "true", "0", "12.50", "1e3", "each.key", "\"\""),
            quoted(Arbitraries.just("x")));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = expression(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        quoted(inner),
        inner.list().ofMaxSize(3).map(list -> "[" + String.join(", ", list) + "]"),
        inner.list().ofMaxSize(3).map(list -> "f(" + String.join(",", list) + ")"),
        inner.map(value -> "g(" + value + "...)"),
        inner.map(value -> "(" + value + ")"),
        inner.map(value -> "-(" + value + ")"),
        inner.map(value -> "(" + value + ").a[0]"),
        inner.map(value -> "(" + value + ")[*].b.*.c.0"),
        combine(inner, "{ k = %s, (%s) : 1 }"),
        combine(inner, "[for x in %s : %s if x]"),
        combine(inner, "{ for k, v in %s : k => %s... }"),
        combine(inner, "a ? (%s) : %s"),
        Combinators.combine(inner, Arbitraries.of("+", "*", "&&", "==", "<", "%", "-"), inner)
            .as((left, operator, right) -> "(" + left + ") " + operator + " (" + right + ")"),
        Arbitraries.of("a + b * c", "a || !b && c", "-a - -b").map(text -> text));
  }

  private static Arbitrary<String> combine(Arbitrary<String> inner, String format) {
    return Combinators.combine(inner, inner).as(format::formatted);
  }

  private static Arbitrary<String> quoted(Arbitrary<String> inner) {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.of(
                "text", " ", "$ ", "% ", "$$a", "$${", "%%{", "{", "}", "\\n", "\\\"", "é"),
            inner.map(value -> "${" + value + "}"),
            inner.map(value -> "${~ " + value + " ~}"),
            inner.map(value -> "%{ if a }" + "${" + value + "}$%{ else }no%{ endif }"),
            inner.map(value -> "%{ for x in " + value + " ~} x %{ endfor }"));
    return part.list().ofMaxSize(4).map(parts -> '"' + String.join("", parts) + '"');
  }
}
