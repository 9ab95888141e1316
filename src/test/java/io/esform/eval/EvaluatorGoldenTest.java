package io.esform.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.parser.Parser;
import io.esform.testing.Golden;
import io.esform.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// All attributes of the files in `eval/`, with their values and faults.
class EvaluatorGoldenTest {

  private static final Path FOLDER = Golden.resource("eval");

  @TestFactory
  List<DynamicTest> expressionsHaveTheseValuesAndFaults() throws IOException {
    return fixtures(".esf").stream()
        .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)))
        .toList();
  }

  @Test
  void everyExpectationHasAnInput() throws IOException {
    for (Path expectation : fixtures(".out")) {
      assertThat(replaceEnding(expectation, ".out", ".esf")).exists();
    }
  }

  private static List<Path> fixtures(String ending) throws IOException {
    try (Stream<Path> paths = Files.list(FOLDER)) {
      return paths.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static Path replaceEnding(Path path, String from, String to) {
    return path.resolveSibling(path.getFileName().toString().replace(from, to));
  }

  private static void check(Path path) throws IOException {
    String source = Files.readString(path);
    var parsed = Parser.parseFile(path.getFileName().toString(), source);
    assertThat(parsed.diagnostics().all()).isEmpty();
    var output = new StringBuilder();
    for (Attribute attribute : parsed.value().body().attributes()) {
      output.append(evaluated(source, attribute));
    }
    Golden.check(replaceEnding(path, ".esf", ".out"), output.toString());
  }

  private static String evaluated(String source, Attribute attribute) {
    var sink = new DiagnosticSink();
    Value value =
        Evaluations.EVALUATOR.evaluate(
            attribute.value(), new VariablesScope(Evaluations.names()), sink);
    var text = new StringBuilder(slice(source, attribute.value().range())).append("\n");
    if (!sink.hasErrors()) {
      text.append("  => ").append(ValueText.of(value)).append("\n");
    }
    for (Diagnostic diagnostic : sink.toDiagnostics()) {
      text.append("  !! ").append(diagnostic.summary()).append(": ").append(diagnostic.detail());
      SourceRange subject = diagnostic.subject();
      if (subject != null) {
        boolean isOwn = subject.file().equals(attribute.range().file());
        text.append("\n     at ").append(isOwn ? slice(source, subject) : subject.toString());
      }
      text.append("\n");
    }
    return text.toString();
  }

  private static String slice(String source, SourceRange range) {
    return source.substring(range.startOffset(), range.endOffset());
  }
}
