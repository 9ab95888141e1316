package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Traversal;
import io.esform.lang.ast.TreePrinter;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts that are nested too deeply or too large cause diagnostics, with half the default stack
/// size of a thread.
final class LimitsTest {

  private static final int STACK_BYTES = 512 * 1024;

  static List<String> deepTexts() {
    return List.of(
        "(".repeat(100_000) + "1" + ")".repeat(100_000),
        "[".repeat(100_000),
        "{ a = ".repeat(50_000),
        "f(".repeat(50_000),
        "\"${".repeat(50_000),
        "a ? b : ".repeat(50_000) + "c",
        "-".repeat(100_000) + "1",
        "1 + ".repeat(100_000) + "1",
        "a" + ".b".repeat(100_000),
        "a" + "[0]".repeat(100_000),
        "a" + "[*]".repeat(100_000),
        "\"" + "%{ if a }".repeat(100_000) + "\"",
        "[for x in ".repeat(50_000));
  }

  static List<String> textsAtTheLimit() {
    int depth = TokenReader.MAX_NESTING - 1;
    return List.of(
        "(".repeat(depth) + "1" + ")".repeat(depth),
        "[".repeat(depth) + "]".repeat(depth),
        "{ a = ".repeat(depth) + "1" + " }".repeat(depth),
        "a ? b : ".repeat(depth) + "c",
        "1" + " + 1".repeat(ExpressionBuilder.MAX_DEPTH - 1),
        "a" + "[*]".repeat(ExpressionBuilder.MAX_DEPTH - 1));
  }

  @ParameterizedTest
  @MethodSource("deepTexts")
  void deepTextIsReported(String text) throws Exception {
    ParseResult<Expression> result = onSmallStack(() -> Parser.parseExpression("deep", text));

    assertThat(result.diagnostics().all())
        .extracting(Diagnostic::summary)
        .anyMatch(summary -> summary.contains("too deep"));
    assertThat(onSmallStack(() -> height(result.value()))).isLessThan(1000);
  }

  @ParameterizedTest
  @MethodSource("textsAtTheLimit")
  void deepestTextIsReadAndPrinted(String text) throws Exception {
    ParseResult<Expression> result = onSmallStack(() -> Parser.parseExpression("deep", text));

    assertThat(result.diagnostics()).isEmpty();
    assertThat(onSmallStack(() -> TreePrinter.print(result.value()))).isNotEmpty();
  }

  @Test
  void hugeFileIsReported() {
    var result = Parser.parseFile("huge.esf", " ".repeat(Parser.MAX_LENGTH + 1));

    assertThat(result.diagnostics().all())
        .extracting(Diagnostic::summary)
        .containsExactly("File too large");
    assertThat(result.value().body().items()).isEmpty();
  }

  private static int height(Expression expression) {
    return 1 + Traversal.children(expression).stream().mapToInt(LimitsTest::height).max().orElse(0);
  }

  private static <T> T onSmallStack(java.util.concurrent.Callable<T> work) throws Exception {
    var task = new FutureTask<>(work);
    var thread = new Thread(null, task, "small stack", STACK_BYTES);
    thread.start();
    return task.get();
  }
}
