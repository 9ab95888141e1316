package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.patch.FileOverride.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stylesheets of users: what the two processors treat differently is refused.
final class StylesheetCheckTest {

  private static final String XSL = "xmlns:xsl='http://www.w3.org/1999/XSL/Transform'";
  private static final String IDENTITY =
      "<xsl:template match='@*|node()'><xsl:copy><xsl:apply-templates select='@*|node()'/></xsl:copy></xsl:template>";

  private static String fault(String root, String templates) {
    var sheet =
        "<xsl:stylesheet version='1.0' %s %s>%s%s</xsl:stylesheet>"
            .formatted(XSL, root, IDENTITY, templates);
    return OverrideCheck.fault(new FileOverride("a.xml", 1, Kind.XSL, sheet)).orElse("");
  }

  @Test
  void aPlainStylesheetIsAccepted() {
    assertThat(fault("", "<xsl:template match='a[b and c]/d[e]'><x/></xsl:template>")).isEmpty();
    assertThat(fault("xmlns:c='urn:c' exclude-result-prefixes='c'", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <xsl:import href='a.xsl'/>                        | expected one document, found xsl:import: write it in one
          <xsl:output indent='yes'/>                        | expected xsl:output without indent="yes", found it: remove the attribute
          <xsl:output method='html'/>                       | expected xsl:output without method="html", found it: remove the attribute
          <xsl:output encoding='ISO-8859-1'/>               | expected xsl:output without encoding="ISO-8859-1", found it: remove the attribute
          <xsl:template match='a[b][c]'/>                   | expected a pattern with one predicate in each step, found a[b][c]: write [a and b] instead of [a][b]
          <xsl:template match='a'><xsl:element name='b'/></xsl:template> | expected literal elements, found xsl:element: write the element itself
          <xsl:template match='a'><xsl:number/></xsl:template> | expected no xsl:number, found it: use position()
          <xsl:template match='a'><xsl:for-each select='*'><xsl:sort select='.'/></xsl:for-each></xsl:template> | expected xsl:sort with data-type="number", found it without: the order of texts depends on the processor
          <xsl:template match='a'><b c="{document('x')}"/></xsl:template> | expected a stylesheet that depends only on the file, found the function document()
          <xsl:template><b/></xsl:template>                 | expected xsl:template with match or name, found xsl:template
          <xsl:template match='a'><b xmlns=''/></xsl:template> | expected a stylesheet without xmlns="", found it: remove it
          """)
  void whatDependsOnTheProcessorIsRefused(String templates, String fault) {
    assertThat(fault("", templates)).isEqualTo(fault);
  }

  @Test
  void aPrefixThatResultsWouldDeclareIsRefused() {
    assertThat(fault("xmlns:c='urn:c' xmlns:d='urn:d' exclude-result-prefixes='d'", ""))
        .isEqualTo(
            "expected exclude-result-prefixes=\"c\" in xsl:stylesheet, found the prefix c without it");
  }

  @ParameterizedTest
  @CsvSource({
    "<xsl:template match='a['/>, expected XSLT 1.0: ",
    "<xsl:template match='a'><xsl:value-of select='nope()'/></xsl:template>, expected XSLT 1.0: ",
    "<xsl:bogus/>, expected XSLT 1.0: ",
    "<xsl:template match='a'>, expected well-formed XML: ",
  })
  void aMistakeIsReportedWithoutNamesOfClasses(String templates, String start) {
    assertThat(fault("", templates))
        .startsWith(start)
        .doesNotContainPattern("javax|com\\.sun|Exception|null");
  }

  @Test
  void theRootIsAStylesheetOfVersionOne() {
    assertThat(
            OverrideCheck.fault(
                new FileOverride(
                    "a.xml", 1, Kind.XSL, "<xsl:stylesheet version='2.0' %s/>".formatted(XSL))))
        .hasValue("expected version=\"1.0\", found 2.0");
    assertThat(OverrideCheck.fault(new FileOverride("a.xml", 1, Kind.XSL, "<a/>")))
        .hasValue("expected the root xsl:stylesheet, found a");
  }
}
