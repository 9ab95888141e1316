package io.esform.render.patch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.CarbonChange;
import io.esform.render.carbon.CarbonNode;
import io.esform.render.carbon.CarbonRenderer;
import io.esform.render.carbon.SampleNodes;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The settings of nodes in `deployment.toml`, with templates as small as the settings need them.
final class SettingsRunTest {

  private static final String DATASOURCES = "repository/conf/datasources/master-datasources.xml";
  private static final String PACK =
      """
      [server]
      hostname = "es.example.com"
      node_ip = "127.0.0.1"

      [keystore.tls]
      file_name = "company.jks" # ours
      password = "changeit"

      [[datasource]]
      id = "MINE"
      url = "jdbc:h2:./mine"
      """;

  private final Map<String, String> templates =
      new HashMap<>(
          Map.of(
              "repository/conf/carbon.xml",
              "{{server.hostname}}",
              "repository/conf/axis2/axis2.xml",
              "{% for member in clustering.members %}",
              DATASOURCES,
              "{{database.shared_db.url}} {{database.registry_db.url}} data.pool_options",
              "repository/conf/user-mgt.xml",
              "{{realm_manager.data_source}} {{super_admin.password}}",
              "repository/conf/registry.xml",
              "{{config_data.path}}",
              "repository/conf/tomcat/catalina-server.xml",
              "transport.https.properties"));

  @Test
  void settingsAreAddedAndEverythingElseIsKept() {
    var text = patched(publisher(), PACK);
    assertThat(text)
        .startsWith(
            """
            [server]
            hostname = "publisher.es-wso2.com"
            node_ip = "127.0.0.1"

            [keystore.tls]
            file_name = "company.jks" # ours
            password = "changeit"

            [[datasource]]
            id = "MINE"
            url = "jdbc:h2:./mine"

            [[datasource]]
            id = "WSO2UM_DB"
            """)
        .contains(
            "members = [\"10.0.0.11:4000\", \"10.0.0.12:4000\", \"10.0.0.13:4000\","
                + " \"10.0.0.14:4000\"]\n",
            "password = \"p&amp;&#60;&#62;&#34;'&#233;]]&#62;&#92; w\"\n")
        .doesNotContain("esform", "template");
    assertThat(patched(publisher(), text)).isEqualTo(text);
  }

  @Test
  void aPackWithoutTemplatesHasAllSettings() {
    var text = patched(publisher(), PACK);
    templates.clear();
    assertThat(patched(publisher(), PACK)).isEqualTo(text);
    assertThat(patched(settings(SampleNodes.storeWithEverything()), PACK))
        .contains("[database.registry_db]");
  }

  @Test
  void onlyFilesWithATemplateAreSet() {
    templates.keySet().removeIf(file -> !file.equals("repository/conf/user-mgt.xml"));
    assertThat(patched(publisher(), PACK))
        .isEqualTo(
            """
            %s
            [realm_manager]
            data_source = "WSO2UM_DB"

            [super_admin]
            username = "admin"
            password = "p@ss"
            create_admin_account = true
            """
                .formatted(PACK));
  }

  @Test
  void settingsThatTheKernelWouldLoseAreRefusedWithTheTables() {
    templates.put(DATASOURCES, "{{database.shared_db.url}} data.pool_options");
    var everything = settings(SampleNodes.storeWithEverything());
    assertThat(misfit(everything, PACK))
        .isEqualTo(
            """
            repository/conf/deployment.toml: no key of this kernel's templates sets the deployment \
            synchronizer, the node's own database. Remove these settings from the node, or remove \
            the file from the pack, which loses its tables: server, keystore, datasource.\
            """);
  }

  @Test
  void aNameThatTheTemplateBindsItselfIsNotBoundTwice() {
    templates.merge(DATASOURCES, "<name>jdbc/WSO2IdentityDB</name>", String::concat);
    assertThat(misfit(publisher(), PACK))
        .isEqualTo(
            "repository/conf/deployment.toml: expected a template without the datasource"
                + " jdbc/WSO2IdentityDB, found one. Remove the datasource jdbc/WSO2IdentityDB from the"
                + " template.");
  }

  @Test
  void anotherDatabaseOfTheMountsIsRefused() {
    assertThat(misfit(publisher(), PACK + "[database.config]\ntype = 'h2'\n"))
        .isEqualTo(
            "repository/conf/deployment.toml: found the table database.config, which mounts"
                + " /_system/config from another database. Remove it from the file in the pack.");
  }

  @Test
  void anotherSpellingOfAKeyIsRemoved() {
    var pool = "[database.shared_db.pool_options]\nmaxActive = 9 # few\nmaxIdle = 3\n";
    assertThat(patched(publisher(), pool))
        .contains("pool_options]\n# few\nmaxIdle = 3\nmax_active = \"50\"\n");
  }

  @Test
  void aMissingSecretIsRefused() {
    var result =
        PackPatcher.apply(
            publisher(), PACK.getBytes(UTF_8), SecretLookup.of(Map.of()), templates::get);
    assertThat(result.diagnostics().iterator().next().detail())
        .isEqualTo(
            "repository/conf/deployment.toml: expected the secret database_password in secrets.xml");
    assertThat(result.text()).isEqualTo(PACK);
  }

  private String patched(CarbonChange change, String text) {
    var result =
        PackPatcher.apply(
            change, text.getBytes(UTF_8), SecretLookup.of(Pack.SECRETS), templates::get);
    assertThat(result.diagnostics()).isEmpty();
    return result.text();
  }

  private String misfit(CarbonChange change, String text) {
    var result =
        PackPatcher.apply(
            change, text.getBytes(UTF_8), SecretLookup.of(Pack.SECRETS), templates::get);
    assertThat(result.text()).isEqualTo(text);
    assertThat(result.diagnostics()).hasSize(1);
    return result.diagnostics().iterator().next().detail();
  }

  private static CarbonChange publisher() {
    return settings(SampleNodes.publisher());
  }

  private static CarbonChange settings(CarbonNode node) {
    return CarbonRenderer.render(node).stream()
        .filter(change -> change.language() == CarbonChange.Language.TOML)
        .findFirst()
        .orElseThrow();
  }
}
