package io.esform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks that a new function, resource type, command, provider or backend needs only its own files
/// and an entry in one table. One example of each kind is tested: no other file names it. Generated
/// documents are ignored.
class ExtensionTest {

  private static final Path ROOT = Path.of("src/main/java/io/esform");

  /// The possible places of tables and rules of the project.
  private static final List<String> SEARCHED =
      List.of(
          "src/main",
          "grammar",
          "bin",
          "docs",
          "README.md",
          "pom.xml",
          "src/test/java/io/esform/ArchitectureTest.java",
          "src/test/java/io/esform/docs");

  private static final Pattern GENERATED = Pattern.compile("docs/(reference/.*|.*\\.json)");

  /// @param kind the kind of extension
  /// @param names of the example, a regular expression
  /// @param own the example's own files below the root of the sources, a regular expression
  /// @param table the only file that lists all extensions of the kind
  /// @param more other files that name it at present, with the reason; the aim is none
  record Example(String kind, String names, String own, String table, Map<String, String> more) {

    @Override
    public String toString() {
      return kind;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example(
            "function",
            "\\bcidrhost\\b",
            "eval/functions/NetworkFunctions\\.java",
            "eval/functions/FunctionTable.java",
            Map.of()),
        new Example(
            "resource type",
            "\\b(KeyPairKind|aws_key_pair)\\b|ec2:\\w*KeyPair",
            "providers/aws/ec2/KeyPairKind\\.java",
            "providers/aws/ec2/Ec2Types.java",
            Map.of()),
        new Example(
            "built-in resource type",
            "\\b(TlsSelfSignedCertificate|tls_self_signed_cert)\\b",
            "providers/builtin/TlsSelfSignedCertificate\\.java",
            "providers/builtin/BuiltinProvider.java",
            Map.of()),
        new Example(
            "command",
            "\\bRenderCommand\\b|new Entry\\(\"render\"|\\besform render\\b",
            "cli/command/RenderCommand\\.java",
            "cli/command/Commands.java",
            Map.of()),
        new Example(
            "provider",
            "\\bLocalProvider\\b|\\bproviders\\.local\\b",
            "providers/local/.*",
            "cli/Main.java",
            Map.of(
                "src/test/java/io/esform/ArchitectureTest.java",
                "which rooms it may import, and its library's one door",
                "src/test/java/io/esform/docs/ReferenceTest.java",
                "whose types are documented")),
        new Example(
            "backend",
            "\\bLocal(Backend|BackendType|Workspaces)\\b",
            "state/backend/Local(Backend|BackendType|Workspaces)\\.java",
            "cli/Main.java",
            Map.of(
                "src/test/java/io/esform/docs/ReferenceTest.java",
                "makes its page of the reference")));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAddedInItsOwnFilesAndOneTable(Example example) {
    Pattern names = Pattern.compile(example.names());
    SortedSet<String> found =
        SEARCHED.stream()
            .flatMap(root -> files(Path.of(root)))
            .filter(file -> names.matcher(text(file)).find())
            .map(ExtensionTest::shown)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found.removeIf(file -> file.matches(example.own()))).as("its own files").isTrue();

    var expected = new TreeSet<>(example.more().keySet());
    expected.add(example.table());
    assertThat(found)
        .as("what a new %s touches; what has gone is taken off the list", example.kind())
        .isEqualTo(expected);
  }

  private static Stream<Path> files(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !GENERATED.matcher(file.toString()).matches())
          .toList()
          .stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The path below the root of the sources, or the whole path of another file.
  private static String shown(Path file) {
    return (file.startsWith(ROOT) ? ROOT.relativize(file) : file).toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(file.toString(), failure);
    }
  }
}
