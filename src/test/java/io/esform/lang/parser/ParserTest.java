package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.ast.TemplatePart;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import io.esform.lang.ast.Traversal;
import io.esform.lang.ast.TreePrinter;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParserTest {

  @Test
  void columnsCountCodePointsAndOffsetsCountUnits() {
    String text = "a = \"😀😀\" + bö\n";
    var value = (BinaryExpression) onlyValue(Parser.parseFile("main.esf", text));

    assertThat(value.left().range()).isEqualTo(new SourceRange("main.esf", 1, 5, 1, 9, 4, 10));
    assertThat(value.right().range()).isEqualTo(new SourceRange("main.esf", 1, 12, 1, 14, 13, 15));
    assertThat(source(text, value)).isEqualTo("\"😀😀\" + bö");
  }

  @Test
  void byteOrderMarkIsNoColumn() {
    Attribute attribute =
        Parser.parseFile("main.esf", "\uFEFFa = 1").value().body().attributes().getFirst();

    assertThat(attribute.nameRange()).isEqualTo(new SourceRange("main.esf", 1, 1, 1, 2, 1, 2));
  }

  @Test
  void everyRangeHoldsItsOwnSource() {
    String text = "a = f(b.c[0], [for x in y : x + 1], \"${d}\", e ? {g = 1} : -h)\n";

    assertRangesReparse(text, onlyValue(Parser.parseFile("main.esf", text)));
  }

  private static void assertRangesReparse(String text, Expression expression) {
    Expression again = Parser.parseExpression("again", source(text, expression)).value();
    assertThat(TreePrinter.print(again)).isEqualTo(TreePrinter.print(expression));
    Traversal.children(expression).forEach(child -> assertRangesReparse(text, child));
  }

  @Test
  void expressionTextMayHoldNewlines() {
    ParseResult<Expression> result = Parser.parseExpression("-var x", "[\n1,\n2]\n+\n3\n");

    assertThat(result.diagnostics()).isEmpty();
    assertThat(TreePrinter.print(result.value())).isEqualTo("[1, 2] + 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 2", "a b", "(", "\"", "<<EOT\n", "}", "a =", "[1,", "${", "'a'"})
  void faultyExpressionIsAnErrorExpressionOrPartial(String text) {
    ParseResult<Expression> result = Parser.parseExpression("test", text);

    assertThat(result.diagnostics().hasErrors()).isTrue();
    assertThat(result.value()).isNotNull();
  }

  @Test
  void faultyAttributeKeepsItsName() {
    SourceFile file = Parser.parseFile("main.esf", "a = 1 +\nb = 2\n").value();

    assertThat(file.body().attributes()).extracting(Attribute::name).containsExactly("a", "b");
    assertThat(file.body().attributes().getFirst().value()).isInstanceOf(ErrorExpression.class);
  }

  @Test
  void templateFileIsRawText() {
    List<TemplatePart> parts =
        template("a \"b\" \\n ${c}\n$${d} %{ if e ~}\n  f\n%{ endif }\r\n# g\n");

    assertThat(((LiteralPart) parts.getFirst()).text()).isEqualTo("a \"b\" \\n ");
    assertThat(((LiteralPart) parts.get(2)).text()).isEqualTo("\n${d} ");
    assertThat(((TemplatePart.IfPart) parts.get(3)).then())
        .extracting(part -> ((LiteralPart) part).text())
        .containsExactly("  f\n");
    assertThat(((LiteralPart) parts.getLast()).text()).isEqualTo("\n# g\n");
  }

  @Test
  void templateFileDropsItsByteOrderMark() {
    assertThat(template("\uFEFFa"))
        .extracting(part -> ((LiteralPart) part).text())
        .containsExactly("a");
  }

  @Test
  void faultInTemplateFileIsReportedAndTheRestRead() {
    ParseResult<TemplateExpression> result =
        Parser.parseTemplate("a.tpl", "x ${1 +} y ${z}\n%{ endfor }");

    assertThat(summaries(result.diagnostics()))
        .containsExactly("Invalid expression", "Unexpected endfor directive");
    assertThat(Traversal.children(result.value())).hasSize(2);
  }

  @Test
  void childrenReachIntoDirectives() {
    Expression template =
        Parser.parseExpression(
                "test", "\"${a}%{ if b }${c}%{ else }%{ for x in d }${e}%{ endfor }%{ endif }\"")
            .value();

    assertThat(Traversal.children(template))
        .extracting(TreePrinter::print)
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void unusableTextIsReportedOnce() {
    assertThat(summaries(Parser.parseFile("a.esf", "a = \"\uFFFD\uFFFD\"\n").diagnostics()))
        .containsExactly("Invalid character encoding");
    assertThat(summaries(Parser.parseFile("a.esf", "a = 1\rb = 2\rc = 3\n").diagnostics()))
        .contains("Invalid character");
    assertThat(summaries(Parser.parseFile("a.esf", "a = \"\0\"\n").diagnostics()))
        .containsExactly("Invalid character");
  }

  @Test
  void numbersOutOfRangeAreReported() {
    assertThat(summaries(Parser.parseExpression("x", "1e1000000000").diagnostics()))
        .containsExactly("Invalid number");
    assertThat(summaries(Parser.parseExpression("x", "1e99999999999").diagnostics()))
        .containsExactly("Invalid number");
  }

  private static List<TemplatePart> template(String text) {
    ParseResult<TemplateExpression> result = Parser.parseTemplate("a.tpl", text);
    assertThat(result.diagnostics()).isEmpty();
    return result.value().parts();
  }

  private static Expression onlyValue(ParseResult<SourceFile> result) {
    assertThat(result.diagnostics()).isEmpty();
    return result.value().body().attributes().getFirst().value();
  }

  private static String source(String text, Expression expression) {
    SourceRange range = expression.range();
    return text.substring(range.startOffset(), range.endOffset());
  }

  private static List<String> summaries(Diagnostics diagnostics) {
    return diagnostics.all().stream().map(Diagnostic::summary).map(Objects::toString).toList();
  }

  @Test
  void emptyTupleAndTrailingCommaAgree() {
    var tuple = (TupleExpression) Parser.parseExpression("x", "[1,]").value();

    assertThat(tuple.elements()).hasSize(1);
  }
}
