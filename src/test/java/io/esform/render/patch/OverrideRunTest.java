package io.esform.render.patch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.patch.FileOverride.Kind;
import io.esform.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverrideRunTest {

  private static final SecretLookup SECRETS =
      SecretLookup.of(Map.of("secrets_odd", " a&<\"'\\=\u00e9\n"));

  private static String result(String target, String original, Kind kind, String content) {
    var result =
        OverrideRun.apply(
            target,
            original.getBytes(UTF_8),
            null,
            List.of(new FileOverride(target, 1, kind, content)),
            SECRETS);
    var file = result.file();
    return result.misfits().isEmpty() && file != null
        ? new String(file.bytes(), UTF_8)
        : result.misfits().firstEntry().getValue().detail();
  }

  private static String transformed(String original, String sheet) throws IOException {
    var path = Golden.resource("render/patch/stylesheets/" + sheet + ".xsl");
    return result("a.xml", original, Kind.XSL, Files.readString(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.sh                           | '#$esform{odd}'           | '# a&<"''\\=\u00e9\n'
          a.properties                   | 'a=$esform{odd}'          | 'a=\\ a&<"''\\\\=\\u00e9\\n'
          a.json                         | '{"a":"$esform{odd}"}'    | '{"a":" a&<\\u0022''\\u005c=\u00e9\\u000a"}'
          a.toml                         | 'a = "$esform{odd}"'      | 'a = " a&<\\u0022''\\u005c=\u00e9\\u000a"'
          repository/conf/deployment.toml| 'a = "$esform{odd}"'      | 'a = " a&amp;&#60;&#34;''&#92;=&#233;&#10;"'
          a.xml                          | '<a b="$esform{odd}"/>'   | '<a b=" a&#38;&#60;&#34;&#39;\\=&#233;&#10;"/>'
          a.wsdl                         | ' <a>$esform{odd}</a>'    | ' <a> a&#38;&#60;&#34;&#39;\\=&#233;&#10;</a>'
          """)
  void aSecretIsEscapedForItsFile(String file, String content, String expected) {
    assertThat(result(file, "", Kind.CONTENT, content)).isEqualTo(expected);
  }

  @Test
  void aMissingSecretAndAPlaceholderWithoutANameAreRefused() throws IOException {
    assertThat(result("a.sh", "", Kind.CONTENT, "$esform{other}"))
        .isEqualTo("a.sh: expected the secret other.");
    assertThat(transformed("<a/>", "single-braces"))
        .contains("found $esform without a name", "braces are doubled: $esform{{NAME}}.");
  }

  @Test
  void theEncodingOfAFileStays() {
    var latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>";
    var target = "a.xml";
    var sheet =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:template match='/*'><a>\u00e9\u20ac<xsl:copy-of select='node()'/></a></xsl:template></xsl:stylesheet>";
    var result =
        OverrideRun.apply(
            target,
            latin.getBytes(ISO_8859_1),
            null,
            List.of(new FileOverride(target, 1, Kind.XSL, sheet)),
            SECRETS);
    var file = requireNonNull(result.file());
    assertThat(new String(file.bytes(), ISO_8859_1))
        .isEqualTo("<?xml version='1.0' encoding='ISO-8859-1'?><a>&#233;&#8364;&#233;</a>");
  }

  @Test
  void bytesOfPropertiesThatAreNotUnicodeStay() {
    byte[] original = {'a', '=', (byte) 0xE9, '\n'};
    var result =
        OverrideRun.apply(
            "a.properties",
            original,
            null,
            List.of(new FileOverride("a.properties", 1, Kind.PROPERTIES, "b=\u20ac")),
            SECRETS);
    assertThat(requireNonNull(result.file()).bytes())
        .startsWith(original)
        .endsWith("b=\\u20ac\n".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <a/>                        | two-roots    | a.xml: expected a stylesheet whose result is well-formed XML: The markup in the document following the root element must be well-formed.
          <a/>                        | nothing      | a.xml: expected a stylesheet whose result is well-formed XML: Premature end of file.
          <a/>                        | message      | a.xml: not here.
          <!DOCTYPE a><a/>            | identity     | a.xml: a DOCTYPE is not expected.
          <a xmlns:b="urn:b"/>        | another-root | a.xml: expected a root element with its xmlns:b, found none. Use xsl:copy for the root.
          <a xmlns="urn:a"/>          | another-root | a.xml: expected new elements in the namespace of the file, found only in none. Declare xmlns="urn:a" in the stylesheet.
          <a/>                        | carbon       | a.xml: expected new elements in no namespace, as in the file, found Renamed in http://wso2.org/projects/carbon/carbon.xml. Remove xmlns from the stylesheet.
          """)
  void aStylesheetThatDoesNotFitIsRefused(String original, String sheet, String message)
      throws IOException {
    assertThat(transformed(original, sheet)).isEqualTo(message);
  }

  @Test
  void anOverrideWithoutAFileIsRefusedUnlessAnEarlierOneCreatesIt() {
    var create = new FileOverride("a.json", 1, Kind.CONTENT, "{}");
    var merge = new FileOverride("a.json", 2, Kind.JSON, "{\"a\": 1}");
    assertThat(OverrideRun.apply("a.json", null, null, List.of(merge), SECRETS).misfits())
        .containsOnlyKeys(merge);
    var created = OverrideRun.apply("a.json", null, null, List.of(create, merge), SECRETS);
    assertThat(created.misfits()).isEmpty();
    assertThat(requireNonNull(created.file()).text()).isEqualTo("{\n    \"a\": 1\n}");
  }

  @ParameterizedTest
  @CsvSource({"repository/conf/a.xml, 1, XSL", "a.properties, 12, PROPERTIES", "a, 3, CONTENT"})
  void thePathOnAHostNamesTheOverride(String target, int number, Kind kind) {
    var override = new FileOverride(target, number, kind, "text");
    assertThat(FileOverride.of(override.path(), "text")).hasValue(override);
    assertThat(FileOverride.of("/etc/esform/changes/" + target + ".xsl", "text")).isEmpty();
  }
}
