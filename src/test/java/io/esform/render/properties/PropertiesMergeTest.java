package io.esform.render.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.Generator;
import io.esform.testing.Property;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PropertiesMergeTest {

  private static Properties read(String text) {
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }

  @Test
  void theResultMeansWhatJavaReads() {
    var texts = Generator.texts("ab=: \t\\\n\r#!u00e9\u00e9\f", 30);
    Property.holds(
        4_000,
        draw -> {
          String original = draw.from(texts);
          String settings = draw.from(texts);
          Properties expected;
          try {
            expected = read(original);
            expected.putAll(read(settings));
          } catch (IllegalArgumentException _) {
            assertThatThrownBy(
                    () -> {
                      PropertiesMerge.check(original);
                      PropertiesMerge.check(settings);
                    })
                .isInstanceOf(MalformedPropertiesException.class);
            return;
          }
          var result = PropertiesMerge.apply(original, settings);
          var found = read(result);
          // A backslash alone is an empty key, but only at the end of a file.
          found.remove("");
          expected.remove("");
          assertThat(found).isEqualTo(expected);
          assertThat(PropertiesMerge.apply(result, settings)).isEqualTo(result);
        });
  }

  @Test
  void aValueIsReplacedWhereItIsWithItsLayout() throws Exception {
    assertThat(PropertiesMerge.apply("# a=0\n  a : 1, \\\n    2\r\nb=2\n", "a=\\u00e9 \u20ac\nb=2"))
        .isEqualTo("# a=0\n  a : \\u00e9 \\u20ac\r\nb=2\n");
  }

  @Test
  void aMissingOrCommentedKeyComesLast() throws Exception {
    assertThat(PropertiesMerge.apply("#a=1\r\nb=2", "a=1\nc d"))
        .isEqualTo("#a=1\r\nb=2\r\na=1\r\nc=d\r\n");
    assertThat(PropertiesMerge.apply("", "a\\ b=c")).isEqualTo("a\\ b=c\n");
  }

  @Test
  void theLastOfSeveralSettingsCounts() throws Exception {
    assertThat(PropertiesMerge.apply("a=1\na=2\n", "a=3")).isEqualTo("a=1\na=3\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=\\u00e9", "a\u00e9:\u00e9", "a   b\\\n  c"})
  void anEqualValueKeepsItsSpelling(String text) throws Exception {
    assertThat(PropertiesMerge.apply(text, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"'a=1\n\r\n# x\n b=\\u12g4', 4", "'a=\\u', 1"})
  void aMalformedEscapeIsRefusedWithItsLine(String text, int line) {
    assertThatThrownBy(() -> PropertiesMerge.check(text))
        .isInstanceOf(MalformedPropertiesException.class)
        .hasMessage("expected four hexadecimal digits after \\u: line " + line);
  }
}
