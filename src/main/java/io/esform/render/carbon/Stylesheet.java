package io.esform.render.carbon;

import io.esform.render.xml.XmlText;
import java.util.regex.Pattern;

/// Builds the text of one XSLT 1.0 stylesheet: expectations and notes, the identity template,
/// overrides.
///
/// Expressions and patterns are constants of this package, without `<`, `&` and `"`; values are
/// escaped here. The identity template copies comments, and so does every override that replaces
/// content. An alias of Carbon's secure vault is removed from each element whose text is replaced,
/// because Carbon would otherwise use the vault's value. A secret is referenced by name and never
/// written. Its value is in the document `secrets.xml` in the directory of the stylesheet,
/// `<secrets><secret name="NAME">VALUE</secret>...</secrets>`.
final class Stylesheet {

  /// The namespace of carbon.xml and identity.xml, bound to the prefix `c`.
  static final String CARBON_NAMESPACE = "http://wso2.org/projects/carbon/carbon.xml";

  private static final String VAULT_NAMESPACE = "http://org.wso2.securevault/configuration";
  private static final String OTHER_ATTRIBUTES =
      "@*[not(local-name()='secretAlias' and namespace-uri()='" + VAULT_NAMESPACE + "')]";
  private static final String LAST_SPACE =
      "text()[not(normalize-space()) and not(following-sibling::node())]";
  private static final String ALL_BUT_LAST_SPACE =
      "node()[not(self::text()) or normalize-space() or following-sibling::node()]";
  private static final Pattern SPACE = Pattern.compile(">(\\s+)<");

  private final String target;
  private final boolean usesCarbonNamespace;
  private final StringBuilder checks = new StringBuilder();
  private final StringBuilder templates = new StringBuilder();

  private Stylesheet(String target, boolean usesCarbonNamespace) {
    this.target = target;
    this.usesCarbonNamespace = usesCarbonNamespace;
  }

  /// For a file whose elements are in no namespace.
  static Stylesheet of(String target) {
    return new Stylesheet(target, false);
  }

  /// For a file whose elements are in Carbon's namespace: patterns use the prefix `c`, and new
  /// elements are in that namespace.
  static Stylesheet inCarbonNamespace(String target) {
    return new Stylesheet(target, true);
  }

  /// Ends the application with a message unless the expression holds at the document's root.
  Stylesheet expect(String expression, String words) {
    checks.append(
        """
            <xsl:if test="not(%s)">
              <xsl:message terminate="yes">%s: expected %s</xsl:message>
            </xsl:if>
        """
            .formatted(expression, target, XmlText.escape(words)));
    return this;
  }

  /// Reports a note if the expression holds at the document's root. Notes follow all expectations,
  /// so call this last.
  Stylesheet note(String expression, String words) {
    checks.append(
        """
            <xsl:if test="%s">
              <xsl:message>%s%s: %s</xsl:message>
            </xsl:if>
        """
            .formatted(expression, CarbonChange.NOTE, target, XmlText.escape(words)));
    return this;
  }

  Stylesheet expectSecret(String name) {
    return expect(secret(name), "the secret " + name + " in secrets.xml");
  }

  /// Replaces the text and elements of each matched element with this text.
  Stylesheet text(String pattern, String value) {
    return content(pattern, "<xsl:text>" + XmlText.escape(value) + "</xsl:text>");
  }

  /// Replaces the text and elements of each matched element with the value of a secret.
  Stylesheet secretText(String pattern, String secretName) {
    expectSecret(secretName);
    return content(pattern, valueOfSecret(secretName));
  }

  private Stylesheet content(String pattern, String instructions) {
    return template(
        pattern,
        "<xsl:copy><xsl:copy-of select=\""
            + OTHER_ATTRIBUTES
            + "\"/>"
            + instructions
            + "<xsl:copy-of select=\"comment()\"/></xsl:copy>");
  }

  /// Sets an attribute on each matched element.
  Stylesheet attribute(String pattern, String name, String value) {
    return template(
        pattern,
        "<xsl:copy><xsl:copy-of select=\"@*\"/>"
            + attributeOf(name, value)
            + "<xsl:apply-templates/></xsl:copy>");
  }

  /// Adds nodes at the end of each matched element.
  ///
  /// @param indentation the line feed and spaces before the end tag of an element without content
  Stylesheet append(String pattern, String instructions, String indentation) {
    return appendWith("", pattern, instructions, indentation);
  }

  /// As `append`, and creates attributes first.
  Stylesheet appendWith(
      String attributes, String pattern, String instructions, String indentation) {
    return template(
        pattern,
        "<xsl:copy><xsl:copy-of select=\"@*\"/>"
            + attributes
            + "<xsl:apply-templates select=\""
            + ALL_BUT_LAST_SPACE
            + "\"/>"
            + instructions
            + "<xsl:if test=\"not(node())\">"
            + indentation
            + "</xsl:if><xsl:apply-templates select=\""
            + LAST_SPACE
            + "\"/></xsl:copy>");
  }

  /// Returns instructions for an element that is created, on a line of its own, unless the
  /// expression holds.
  static String unless(String expression, String indentation, String element) {
    return "<xsl:if test=\"not(" + expression + ")\">" + indentation + element + "</xsl:if>";
  }

  /// Returns instructions for an attribute.
  static String attributeOf(String name, String value) {
    return "<xsl:attribute name=\"" + name + "\">" + XmlText.escape(value) + "</xsl:attribute>";
  }

  /// Removes the matching children of the parent, each with the white space before it; keeps
  /// comments inside them.
  ///
  /// @param step a name test with predicates, without an axis
  Stylesheet without(String parent, String step) {
    return template(parent + "/" + step, "<xsl:copy-of select=\".//comment()\"/>")
        .template(
            parent
                + "/text()[not(normalize-space()) and following-sibling::node()[1][self::"
                + step
                + "]]",
            "");
  }

  /// Replaces matches of the pattern with the result of the instructions. White space in them is
  /// significant.
  ///
  /// @param pattern a pattern with at most one predicate per step: the JDK's processor confuses
  ///   templates whose patterns differ only in a later predicate. It refuses an expression with
  ///   more than 100 operators.
  Stylesheet template(String pattern, String instructions) {
    return add("match", pattern, instructions);
  }

  /// Adds a template to call by name. White space in the instructions is significant.
  Stylesheet named(String name, String instructions) {
    return add("name", name, instructions);
  }

  private Stylesheet add(String attribute, String value, String instructions) {
    var template =
        "<xsl:template %s=\"%s\">%s</xsl:template>".formatted(attribute, value, instructions);
    templates.append("  ").append(keepSpace(template)).append('\n');
    return this;
  }

  /// Marks white space between tags as text, because processors drop it otherwise. The JDK's
  /// processor supports `xml:space` only on literal elements.
  private static String keepSpace(String template) {
    return SPACE.matcher(template).replaceAll("><xsl:text>$1</xsl:text><");
  }

  static String valueOfSecret(String name) {
    return "<xsl:value-of select=\"" + secret(name) + "\"/>";
  }

  private static String secret(String name) {
    return "document('secrets.xml')/secrets/secret[@name='" + name + "']";
  }

  CarbonChange toChange(boolean optional) {
    return new CarbonChange(target, CarbonChange.Language.XSLT, render(), optional);
  }

  private String render() {
    var namespace =
        usesCarbonNamespace
            ? " xmlns:c=\"%1$s\" xmlns=\"%1$s\" exclude-result-prefixes=\"c\""
                .formatted(CARBON_NAMESPACE)
            : "";
    return """
    <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"%s>
      <xsl:output encoding="UTF-8" omit-xml-declaration="yes"/>
      <xsl:template match="/">
    %s    <xsl:apply-templates/>
      </xsl:template>
      <xsl:template match="@*|node()">
        <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
      </xsl:template>
    %s</xsl:stylesheet>
    """
        .formatted(namespace, checks, templates);
  }
}
