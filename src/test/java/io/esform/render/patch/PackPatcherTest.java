package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import io.esform.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The application of changes to files: unchanged parts and refused changes.
final class PackPatcherTest {

  private static final Pack PACK = Pack.fixture();

  /// All changes of the pack in readable form; all other bytes are equal.
  @Test
  void onlyWhatIsMeantDiffers() {
    var after = PACK.patched(SampleNodes.storeWithEverything());
    var text = new StringBuilder();
    PACK.files()
        .forEach((target, original) -> {
          var before = lines(original);
          var diff = DiffUtils.diff(before, lines(after.text(target)));
          UnifiedDiffUtils.generateUnifiedDiff(target, target, before, diff, 1)
              .forEach(line -> text.append(line.replace("\r", "<CR>")).append('\n'));
        });
    Golden.check("render/carbon/pack.diff", text.toString());
  }

  private static List<String> lines(String file) {
    var text = new String(file.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return List.of(text.split("\n", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "carbon.xml | carbon/carbon.xml | other.xml | x | x"
            + " | /Server in the namespace http://wso2.org/projects/carbon/carbon.xml",
        "axis2/axis2.xml | HazelcastClusteringAgent | TribesAgent | x | x"
            + " | /axisconfig/clustering with class HazelcastClusteringAgent",
        "datasources/master-datasources.xml | <datasources> | <sources> | </datasources> | </sources>"
            + " | /datasources-configuration/datasources",
        "user-mgt.xml | <Configuration> | <Config> | </Configuration> | </Config>"
            + " | /UserManager/Realm/Configuration",
        "registry.xml | name=\"wso2registry\" | name=\"other\" | x | x"
            + " | /wso2registry/dbConfig[@name='wso2registry']",
        "tomcat/catalina-server.xml | scheme=\"https\" | scheme=\"http\" | SSLEnabled=\"true\" | a=\"b\""
            + " | an HTTPS connector at /Server/Service/Connector",
        "identity/identity.xml | <JDBCPersistenceManager> | <J> | </JDBCPersistenceManager> | </J>"
            + " | /Server/JDBCPersistenceManager/DataSource/Name",
        "identity/sso-idp-config.xml | <Issuer>store | <Issuer>shop | x | x"
            + " | /SSOIdentityProviderConfig/ServiceProviders/ServiceProvider with Issuer store",
      })
  void missingAnchorFailsLoudly(
      String file, String one, String byOne, String two, String byTwo, String expected) {
    var target = "repository/conf/" + file;
    var original = PACK.text(target).replace(one, byOne).replace(two, byTwo);
    checkRefused(target, original, SecretLookup.of(Pack.SECRETS), "expected " + expected);
  }

  @Test
  void missingSecretFailsLoudlyByItsName() {
    var target = "repository/conf/datasources/master-datasources.xml";
    checkRefused(
        target,
        PACK.text(target),
        SecretLookup.of(Map.of()),
        "expected the secret database_password in secrets.xml");
  }

  @Test
  void malformedXmlIsRefused() {
    var result = apply("repository/conf/carbon.xml", "<Server><Version></Server>");
    assertThat(result.diagnostics().all().getFirst().detail())
        .startsWith("repository/conf/carbon.xml: expected well-formed XML: The element type");
  }

  @Test
  void doctypeIsRefused() {
    var original =
        "<!DOCTYPE Server [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><Server>&a;</Server>";
    var result = apply("repository/conf/carbon.xml", original);
    assertThat(result.diagnostics().hasErrors()).isTrue();
    assertThat(result.text()).isEqualTo(original);
  }

  @Test
  void malformedJsonIsRefused() {
    var target = "repository/deployment/server/jaggeryapps/store/config/store.json";
    checkRefused(target, "[1]", SecretLookup.masked(), "expected a JSON object");
    assertThat(apply(target, "{// no\n}").diagnostics().all().getFirst().detail())
        .startsWith(target + ": expected JSON: ");
  }

  @Test
  void stylesheetsReadNothingButTheSecrets() {
    var sheet =
        """
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
          <xsl:template match="/"><a><xsl:copy-of select="document('other.xml')"/></a></xsl:template>
        </xsl:stylesheet>
        """;
    var change = new CarbonChange("a.xml", CarbonChange.Language.XSLT, sheet, false);
    assertThat(Pack.result(change, "<a/>").text()).isEqualTo("<a/>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!-- caf\u00E9 --> | the byte 0xE9 at offset 8 is not utf-8: declare the encoding of the file or save it as UTF-8",
        "<?xml version='1.0' encoding='us-ascii'?><!-- \u00E9 -->"
            + " | the byte 0xE9 at offset 46 is not us-ascii: declare the encoding of the file or save it as UTF-8",
        "\u00FF\u00FE<\u0000 | the byte 0xFF at offset 0 is not utf-8: declare the encoding of the file or save it as UTF-8",
        "<?xml version='1.0' encoding='UTF-16'?> | the encoding UTF-16 is not supported: use UTF-8",
        "\u00EF\u00BB\u00BF<?xml version='1.0' encoding='ISO-8859-1'?> | the file has the byte order mark"
            + " of UTF-8 and declares the encoding ISO-8859-1: remove one of them",
      })
  void unreadableEncodingIsRefused(String start, String message) {
    var target = "repository/conf/user-mgt.xml";
    checkRefused(target, start + PACK.text(target), SecretLookup.masked(), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00EF\u00BB\u00BF",
        "<?xml version='1.0' encoding='windows-1252'?><!--\u0080-->"
      })
  void readableEncodingStays(String start) {
    var target = "repository/conf/user-mgt.xml";
    var original = start + PACK.text(target);
    var result = apply(target, original);
    assertThat(result.diagnostics()).isEmpty();
    assertThat(Pack.bytes(result)).startsWith(start).contains("jdbc/WSO2UM_DB");
    assertThat(Pack.bytes(apply(target, Pack.bytes(result)))).isEqualTo(Pack.bytes(result));
  }

  private static void checkRefused(
      String target, String original, SecretLookup secrets, String message) {
    var result =
        PackPatcher.apply(change(target), original.getBytes(StandardCharsets.ISO_8859_1), secrets);
    assertThat(Pack.bytes(result)).isEqualTo(original);
    assertThat(result.diagnostics().all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo("Change does not fit the pack");
          assertThat(diagnostic.detail()).isEqualTo(target + ": " + message);
        });
  }

  private static PatchResult apply(String target, String original) {
    return Pack.result(change(target), original);
  }

  private static CarbonChange change(String target) {
    return CarbonRenderer.render(SampleNodes.storeWithEverything()).stream()
        .filter(change -> change.target().equals(target))
        .findFirst()
        .orElseThrow();
  }
}
