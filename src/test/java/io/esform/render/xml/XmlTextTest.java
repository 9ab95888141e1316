package io.esform.render.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class XmlTextTest {

  @Test
  void everythingThatMeansSomethingToXmlIsEscaped() {
    assertThat(XmlText.escape("a<b>&\"c'\r\n")).isEqualTo("a&lt;b&gt;&amp;&quot;c'&#13;\n");
  }

  @Test
  void resultIsAsciiWhateverTheText() {
    assertThat(XmlText.escape("é€😀")).isEqualTo("&#233;&#8364;&#128512;");
  }

  @Test
  void charactersThatXmlCannotHoldAreRefused() {
    assertThat(XmlText.isRepresentable("a\u0000")).isFalse();
    assertThatThrownBy(() -> XmlText.escape("\uD800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("XML does not allow the character U+D800.");
  }
}
