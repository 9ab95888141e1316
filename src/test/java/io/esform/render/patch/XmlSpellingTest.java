package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class XmlSpellingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<a></a> | <a/>",
        "<a b = '1'\tc=\"2\" /> | <a c=\"2\" b=\"1\"></a>",
        "<a>&#62;&#x3e;></a > | <a>&gt;&gt;&gt;</a>",
        "<a><![CDATA[<b>]]> c</a> | <a>&lt;b&gt; c</a>",
        "<?xml version='1.0'?><!--x--><a/><!--y--> | <!--x--><a/><!--y-->",
        "<a b='>'/> | <a b=\"&gt;\"/>",
      })
  void whatSaysTheSameKeepsItsSpelling(String original, String result) throws Exception {
    assertThat(XmlSpelling.restore(original, result)).isEqualTo(original);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<a b='1'  c='2' /> | <a b=\"1\" c=\"3\"/> | <a b='1'  c=\"3\" />",
        "<a b='1'  c='2' /> | <a c=\"2\"/> | <a  c='2' />",
        "<a  c='2' /> | <a c=\"2\" b=\"1\" d=\"&lt;\"/> | <a  c='2'  b=\"1\"  d=\"&lt;\" />",
        "<a /> | <a b=\"1\"/> | <a b=\"1\" />",
        "<a></a> | <a>é</a> | <a>&#233;</a>",
      })
  void changedTagKeepsItsLayout(String original, String result, String expected) throws Exception {
    assertThat(XmlSpelling.restore(original, result)).isEqualTo(expected);
  }

  @Test
  void newLinesHaveTheFilesLineEnds() throws Exception {
    assertThat(XmlSpelling.restore("<a>\r\n</a>\r\n", "<a>\n<b>\n</b>\n</a>"))
        .isEqualTo("<a>\r\n<b>\r\n</b>\r\n</a>\r\n");
  }
}
