package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.TreePrinter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrecedenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "→",
      value = {
        "a + b * c            → (a + (b * c))",
        "a * b + c            → ((a * b) + c)",
        "a - b - c            → ((a - b) - c)",
        "a / b % c * d        → (((a / b) % c) * d)",
        "a < b + c            → (a < (b + c))",
        "a == b < c           → (a == (b < c))",
        "a < b == c >= d      → ((a < b) == (c >= d))",
        "a != b == c          → ((a != b) == c)",
        "a && b == c          → (a && (b == c))",
        "a != b && c          → ((a != b) && c)",
        "a || b && c        → (a || (b && c))",
        "a && b || c && d   → ((a && b) || (c && d))",
        "a || b || c        → ((a || b) || c)",
        "!a && b              → ((!a) && b)",
        "-a + b               → ((-a) + b)",
        "a - -b               → (a - (-b))",
        "!a.b[0]              → (!a.b[0])",
        "--a                  → (-(-a))",
        "!-a                  → (!(-a))",
        "a ? b : c            → (a ? b : c)",
        "a ? b : c ? d : e    → (a ? b : (c ? d : e))",
        "a ? b ? c : d : e    → (a ? (b ? c : d) : e)",
        "a || b ? c + d : e → ((a || b) ? (c + d) : e)",
      })
  void operatorsGroup(String source, String grouped) {
    ParseResult<Expression> result = Parser.parseExpression("test", source);

    assertThat(result.diagnostics()).isEmpty();
    assertThat(group(result.value())).isEqualTo(grouped);
  }

  private static String group(Expression expression) {
    if (expression instanceof BinaryExpression binary) {
      return "("
          + group(binary.left())
          + " "
          + binary.operator().symbol()
          + " "
          + group(binary.right())
          + ")";
    }
    if (expression instanceof UnaryExpression unary) {
      return "(" + unary.operator().symbol() + group(unary.operand()) + ")";
    }
    if (expression instanceof ConditionalExpression conditional) {
      return "("
          + group(conditional.condition())
          + " ? "
          + group(conditional.whenTrue())
          + " : "
          + group(conditional.whenFalse())
          + ")";
    }
    return TreePrinter.print(expression);
  }
}
