package io.esform.render.carbon;

import io.esform.render.carbon.Databases.Database;
import io.esform.render.xml.XmlText;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A file of datasources: datasources of the pack are replaced in place, others are added after the
/// last one.
///
/// A datasource of the pack is replaced if it has the name or the JNDI name of a rendered one, so
/// that no JNDI name is bound twice. The first of several is replaced, the others are removed. New
/// names are safe, because Carbon and the Enterprise Store look these datasources up by JNDI name.
final class DatasourcesFile {

  private static final String PARENT = "/datasources-configuration/datasources";

  private final String target;
  private final Map<Datasource, Database> databases = new EnumMap<>(Datasource.class);
  private final Set<Datasource> required = EnumSet.noneOf(Datasource.class);

  DatasourcesFile(String target) {
    this.target = target;
  }

  /// Replaces the datasource, or adds it.
  void addIfPresent(Datasource datasource, @Nullable Database database) {
    if (database != null) {
      replace(datasource, database);
      required.add(datasource);
    }
  }

  /// Replaces the datasource if the file has it.
  void replace(Datasource datasource, Database database) {
    databases.put(datasource, database);
  }

  CarbonChange render(boolean optional) {
    var sheet = Stylesheet.of(target).expect(PARENT, PARENT);
    var secrets = new TreeSet<String>();
    databases.values().forEach(database -> secrets.add(database.passwordSecret()));
    secrets.forEach(sheet::expectSecret);
    sheet.template("datasources", parent());
    sheet.template(
        "datasources/datasource[" + isRendered() + "]",
        "<xsl:call-template name=\"replaced\"/><xsl:copy-of select=\".//comment()\"/>");
    sheet.named("replaced", replacement());
    sheet.template("datasources/text()[not(normalize-space())]", space());
    databases.forEach(
        (datasource, database) -> sheet.named(datasource.id(), element(datasource, database)));
    return sheet.toChange(optional);
  }

  private String parent() {
    var added =
        required.stream()
            .map(datasource ->
                Stylesheet.unless(
                    "datasource[" + is(datasource) + "]", "\n\n        ", call(datasource)))
            .collect(Collectors.joining());
    return "<xsl:copy><xsl:copy-of select=\"@*\"/>"
        + "<xsl:apply-templates select=\"node()[self::datasource or following-sibling::datasource]\"/>"
        + added
        + "<xsl:if test=\"not(node())\">\n    </xsl:if>"
        + "<xsl:apply-templates"
        + " select=\"node()[not(self::datasource or following-sibling::datasource)]\"/></xsl:copy>";
  }

  /// The datasources that take the place of the current one; none if it is only removed.
  private String replacement() {
    return databases.keySet().stream()
        .map(datasource ->
            "<xsl:if test=\"(%1$s) and not(preceding-sibling::datasource[%1$s])\">%2$s</xsl:if>"
                .formatted(is(datasource), call(datasource)))
        .collect(Collectors.joining());
  }

  /// White space is removed with the datasource after it.
  private String space() {
    return "<xsl:variable name=\"next\""
        + " select=\"following-sibling::node()[1][self::datasource["
        + isRendered()
        + "]]\"/><xsl:variable name=\"replaced\"><xsl:for-each select=\"$next\">"
        + "<xsl:call-template name=\"replaced\"/></xsl:for-each></xsl:variable>"
        + "<xsl:if test=\"not($next) or string($replaced)\"><xsl:copy/></xsl:if>";
  }

  private String isRendered() {
    return isOneOf("name", Datasource::id)
        + " or "
        + isOneOf("jndiConfig/name", Datasource::jndiName);
  }

  private String isOneOf(String path, Function<Datasource, String> name) {
    return databases.keySet().stream()
        .map(name)
        .collect(
            Collectors.joining(
                "|", "contains('|", "|',concat('|',normalize-space(" + path + "),'|'))"));
  }

  private static String is(Datasource datasource) {
    return "normalize-space(name)='%s' or normalize-space(jndiConfig/name)='%s'"
        .formatted(datasource.id(), datasource.jndiName());
  }

  private static String call(Datasource datasource) {
    return "<xsl:call-template name=\"" + datasource.id() + "\"/>";
  }

  private static String element(Datasource datasource, Database database) {
    var pool = database.pool();
    return """
    <datasource>
                <name>%s</name>
                <description>%s</description>
                <jndiConfig>
                    <name>%s</name>
                </jndiConfig>
                <definition type="RDBMS">
                    <configuration>
                        <url>%s</url>
                        <username>%s</username>
                        <password>%s</password>
                        <driverClassName>%s</driverClassName>
                        <maxActive>%d</maxActive>
                        <maxWait>%d</maxWait>
                        <testOnBorrow>%b</testOnBorrow>
                        <validationQuery>%s</validationQuery>
                        <validationInterval>%d</validationInterval>
                    </configuration>
                </definition>
            </datasource>\
    """
        .formatted(
            datasource.id(),
            XmlText.escape(datasource.description()),
            datasource.jndiName(),
            XmlText.escape(database.url()),
            XmlText.escape(database.user()),
            Stylesheet.valueOfSecret(database.passwordSecret()),
            XmlText.escape(database.driverClass()),
            pool.maxActive(),
            pool.maxWaitMilliseconds(),
            pool.testOnBorrow(),
            XmlText.escape(pool.validationQuery()),
            pool.validationIntervalMilliseconds());
  }
}
