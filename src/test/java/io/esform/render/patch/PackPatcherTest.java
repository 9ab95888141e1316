package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import io.esform.testing.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          var before = List.of(original.split("\n", -1));
          var diff = DiffUtils.diff(before, List.of(after.text(target).split("\n", -1)));
          UnifiedDiffUtils.generateUnifiedDiff(target, target, before, diff, 1)
              .forEach(line -> text.append(line.replace("\r", "<CR>")).append('\n'));
        });
    Golden.check("render/carbon/pack.diff", text.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "carbon.xml | <Version> | <Release> | </Version> | </Release> | /Server/Version",
        "carbon.xml | <SvnUrl/> | <Svn/> | x | x | /Server/DeploymentSynchronizer/SvnUrl",
        "axis2/axis2.xml | HazelcastClusteringAgent | TribesAgent | x | x"
            + " | /axisconfig/clustering with class HazelcastClusteringAgent",
        "axis2/axis2.xml | <members> | <list> | </members> | </list> | /axisconfig/clustering/members",
        "axis2/axis2.xml | \"localMemberHost\" | \"host\" | x | x"
            + " | /axisconfig/clustering/parameter[@name='localMemberHost']",
        "datasources/master-datasources.xml | <datasource> | <source> | </datasource> | </source>"
            + " | /datasources-configuration/datasources/datasource",
        "user-mgt.xml | <Configuration> | <Config> | </Configuration> | </Config>"
            + " | /UserManager/Realm/Configuration/Property[@name='dataSource']",
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
        .startsWith("repository/conf/carbon.xml: expected well-formed XML: ");
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
    assertThat(PackPatcher.apply(change, "<a/>", SecretLookup.masked()).text()).isEqualTo("<a/>");
  }

  private static void checkRefused(
      String target, String original, SecretLookup secrets, String message) {
    var result = PackPatcher.apply(change(target), original, secrets);
    assertThat(result.text()).isEqualTo(original);
    assertThat(result.diagnostics().all())
        .singleElement()
        .satisfies(diagnostic -> {
          assertThat(diagnostic.summary()).isEqualTo("Change does not fit the pack");
          assertThat(diagnostic.detail()).isEqualTo(target + ": " + message);
        });
  }

  private static PatchResult apply(String target, String original) {
    return PackPatcher.apply(change(target), original, SecretLookup.of(Pack.SECRETS));
  }

  private static CarbonChange change(String target) {
    return CarbonRenderer.render(SampleNodes.storeWithEverything()).stream()
        .filter(change -> change.target().equals(target))
        .findFirst()
        .orElseThrow();
  }
}
