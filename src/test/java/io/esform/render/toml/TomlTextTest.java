package io.esform.render.toml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TomlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      textBlock =
          """
          p'a #1 %       | "p'a #1 %"
          a&b=<">        | "a&amp;b=&#60;&#34;&#62;"
          $env{X}{{y}}   | "&#36;env&#123;X&#125;&#123;&#123;y&#125;&#125;"
          \\é😀            | "&#92;&#233;&#128512;"
          """)
  void aTextIsPlainAsciiThatNoReaderInterprets(String text, String quoted) {
    assertThat(TomlText.quote(text)).isEqualTo(quoted);
  }
}
