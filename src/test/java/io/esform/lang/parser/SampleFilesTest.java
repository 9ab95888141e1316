package io.esform.lang.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostic;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.ast.TreePrinter;
import io.esform.testing.ErrorMarkers;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SampleFilesTest {

  private static final Path OK = Golden.resource("lang/ok");
  private static final Path ERRORS = Golden.resource("lang/errors");

  static List<Path> goodFiles() throws IOException {
    return files(OK, ".esf");
  }

  static List<Path> faultyFiles() throws IOException {
    return files(ERRORS, ".esf");
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void goodFileGivesItsTree(Path file) throws IOException {
    ParseResult<SourceFile> result = parse(file, Files.readString(file));

    assertThat(result.diagnostics()).isEmpty();
    Golden.check(sibling(file, ".ast"), TreeDump.withRanges(result.value()));
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void printedTreeParsesToTheSameTree(Path file) throws IOException {
    SourceFile tree = parse(file, Files.readString(file)).value();

    ParseResult<SourceFile> again = parse(file, TreePrinter.print(tree));

    assertThat(again.diagnostics()).isEmpty();
    assertThat(TreeDump.withoutRanges(again.value())).isEqualTo(TreeDump.withoutRanges(tree));
    assertThat(TreePrinter.print(again.value())).isEqualTo(TreePrinter.print(tree));
  }

  @ParameterizedTest
  @MethodSource("faultyFiles")
  void faultyFileGivesTheMarkedErrors(Path file) throws IOException {
    ErrorMarkers.check(file, parse(file, Files.readString(file)).diagnostics());
  }

  @ParameterizedTest
  @MethodSource("faultyFiles")
  void messagesReadWell(Path file) throws IOException {
    String messages =
        parse(file, Files.readString(file)).diagnostics().all().stream()
            .map(SampleFilesTest::show)
            .collect(Collectors.joining("\n"));

    Golden.check(sibling(file, ".txt"), messages);
  }

  @ParameterizedTest
  @MethodSource("faultyFiles")
  void definitionsBesideFaultyOnesAreRead(Path file) throws IOException {
    String text = Files.readString(file);
    SourceFile tree = parse(file, text).value();

    if (text.contains("\ngood = 1")) {
      assertThat(TreePrinter.print(tree)).contains("good = 1\n");
    }
  }

  @Test
  void everyExpectationHasItsInput() throws IOException {
    List<Path> expectations =
        Stream.concat(files(OK, ".ast").stream(), files(ERRORS, ".txt").stream()).toList();

    assertThat(expectations).allSatisfy(file -> assertThat(sibling(file, ".esf")).exists());
  }

  private static ParseResult<SourceFile> parse(Path file, String text) {
    return Parser.parseFile(file.getFileName().toString(), text);
  }

  private static Path sibling(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
  }

  private static String show(Diagnostic diagnostic) {
    SourceRange range = Objects.requireNonNull(diagnostic.subject());
    return "%d:%d-%d:%d %s\n    %s\n"
        .formatted(
            range.startLine(),
            range.startColumn(),
            range.endLine(),
            range.endColumn(),
            diagnostic.summary(),
            diagnostic.detail());
  }
}
