package io.esform.eval.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  private static final List<String> PATHS =
      List.of(
          "a",
          "b",
          "a.txt",
          "a.b.txt",
          ".a",
          "d/a",
          "d/a.txt",
          "d/e/a.txt",
          "d/.a",
          "a-b",
          "a]b",
          "a^b",
          "a$b",
          "a{b}",
          "a,b",
          "a(b)",
          "a\\b",
          "d/",
          "é",
          "😀");

  /// Compares with Java's matcher.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "**",
        "***",
        "?",
        "*.txt",
        "**.txt",
        "**/*.txt",
        "d/*",
        "d/**",
        "*/a",
        "{a,b}",
        "{a,b}.txt",
        "*.{txt,b}",
        "[ab]",
        "[a-c]",
        "[!a]",
        "a[-]b",
        "a[^]b",
        "a[$]b",
        "a\\{b\\}",
        "a,b",
        "a}b",
        "a(b)",
        "a?b",
        "*]b",
        "a\\]b",
        "a\\\\b",
        ".*",
        "a.b.txt",
        "d/{a,.a}",
        "{a*,d/*}",
        "é",
        "a+"
      })
  void itMatchesWhatJavaMatches(String pattern) throws IOException {
    var judge = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    Glob glob = Glob.parse(pattern);
    for (String path : PATHS) {
      assertThat(glob.matches(Path.of(path).toString()))
          .as(pattern + " on " + path)
          .isEqualTo(judge.matches(Path.of(path)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "{", "{a", "{a,{b}}", "\\", "[z-a]", "[a/b]", "[]"})
  void aPatternThatIsNoneIsRefused(String pattern) {
    assertThatThrownBy(() -> Glob.parse(pattern)).isInstanceOf(IOException.class);
  }

  @Test
  void aPatternOfManyStarsIsNoWorkToMatch() throws IOException {
    assertThat(Glob.parse("**a".repeat(300) + "b").matches("a".repeat(4000))).isFalse();
  }
}
