package io.esform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks that files are short.
class FileSizesTest {

  /// The reasons for longer files, by path.
  private static final Map<String, String> LONGER = Map.of();

  @ParameterizedTest
  @CsvSource({"src/main/java, 500", "src/test/java, 400"})
  void noFileHasMoreLines(Path root, int most) throws IOException {
    var longer = new TreeMap<String, Integer>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > most) {
          longer.put(file.toString(), lines);
        }
      }
    }
    assertThat(longer.keySet()).as("%s", longer).isSubsetOf(LONGER.keySet());
  }
}
