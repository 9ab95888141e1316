package io.esform.render.carbon;

import io.esform.render.carbon.Databases.Database;
import io.esform.render.xml.XmlText;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A file of datasources: datasources of the pack are replaced in place, others are added after the
/// last one.
final class DatasourcesFile {

  private static final String PARENT = "/datasources-configuration/datasources";

  private final String target;
  private final Map<Datasource, Database> databases = new EnumMap<>(Datasource.class);

  DatasourcesFile(String target) {
    this.target = target;
  }

  void addIfPresent(Datasource datasource, @Nullable Database database) {
    if (database != null) {
      databases.put(datasource, database);
    }
  }

  CarbonChange render(boolean optional) {
    var sheet = Stylesheet.of(target).expect(PARENT + "/datasource", PARENT + "/datasource");
    var secrets = new TreeSet<String>();
    databases.values().forEach(database -> secrets.add(database.passwordSecret()));
    secrets.forEach(sheet::expectSecret);
    sheet.template("datasources", parent());
    databases.forEach((datasource, database) -> {
      sheet.template(
          "datasources/datasource[name='" + datasource.id() + "']",
          call(datasource) + "<xsl:copy-of select=\".//comment()\"/>");
      sheet.named(datasource.id(), element(datasource, database));
    });
    return sheet.toChange(optional);
  }

  private String parent() {
    var added =
        databases.keySet().stream()
            .map(datasource ->
                "<xsl:if test=\"not(datasource[name='%s'])\">\n\n        %s</xsl:if>"
                    .formatted(datasource.id(), call(datasource)))
            .collect(Collectors.joining());
    return "<xsl:copy><xsl:copy-of select=\"@*\"/>"
        + "<xsl:apply-templates select=\"node()[self::datasource or following-sibling::datasource]\"/>"
        + added
        + "<xsl:apply-templates"
        + " select=\"node()[not(self::datasource or following-sibling::datasource)]\"/></xsl:copy>";
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
