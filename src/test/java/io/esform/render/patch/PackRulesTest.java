package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.SampleNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contents of a node's files after the changes, rule by rule, on a small pack with difficult
/// cases.
final class PackRulesTest {

  private static final String SERVER = "repository/conf/carbon.xml";
  private static final String AXIS2 = "repository/conf/axis2/axis2.xml";
  private static final String MASTER = "repository/conf/datasources/master-datasources.xml";
  private static final String SOCIAL = "repository/conf/datasources/social-datasources.xml";
  private static final String USERS = "repository/conf/user-mgt.xml";
  private static final String REGISTRY = "repository/conf/registry.xml";
  private static final String CONNECTORS = "repository/conf/tomcat/catalina-server.xml";
  private static final String IDENTITY = "repository/conf/identity/identity.xml";
  private static final String PROVIDERS = "repository/conf/identity/sso-idp-config.xml";
  private static final String APPLICATIONS = "repository/deployment/server/jaggeryapps/";

  private static final Pack BEFORE = Pack.fixture();
  private static final Pack PUBLISHER = BEFORE.patched(SampleNodes.publisher());
  private static final Pack STORE = BEFORE.patched(SampleNodes.storeWithEverything());

  @Test
  void hostNameThatShipsInACommentIsSetForTheRole() {
    assertThat(PUBLISHER.value(SERVER, "/Server/HostName")).isEqualTo("publisher.es-wso2.com");
    assertThat(STORE.value(SERVER, "/Server/HostName")).isEqualTo("store.es-wso2.com");
  }

  @Test
  void deploymentSynchronizerIsLeftAloneUnlessAskedFor() {
    assertThat(PUBLISHER.value(SERVER, "/Server/DeploymentSynchronizer/Enabled"))
        .isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource({
    "Enabled, true",
    "AutoCommit, false",
    "AutoCheckout, true",
    "RepositoryType, svn",
    "SvnUrl, https://svn.example.com/es?a=1&b=2",
    "SvnUser, es",
    "SvnPassword, s v n",
    "SvnUrlAppendTenantId, true"
  })
  void deploymentSynchronizerIsSetWhole(String setting, String value) {
    assertThat(STORE.value(SERVER, "/Server/DeploymentSynchronizer/" + setting)).isEqualTo(value);
    assertThat(STORE.value(SERVER, "count(//DeploymentSynchronizer/*)")).isEqualTo("8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/axisconfig/clustering/@enable | true",
        "/axisconfig/clustering/parameter[@name='membershipScheme'] | wka",
        "/axisconfig/clustering/parameter[@name='domain'] | wso2.es.domain",
        "/axisconfig/parameter[@name='domain'] | not this one",
        "/axisconfig/clustering/parameter[@name='localMemberHost'] | 10.0.0.13",
        "/axisconfig/clustering/parameter[@name='localMemberPort'] | 4000",
        "count(//members/member) | 4",
        "count(//members/member[port='4000']) | 4",
        "//members/member[1]/hostName | 10.0.0.11",
        "//members/member[4]/hostName | 10.0.0.14",
        "count(//property[@name='subDomain']) | 0",
        "count(//parameter[@name='properties']/property) | 1",
        "//applicationDomain/@subDomain | worker",
        "//groupManagement/@enable | false",
      })
  void nodesFormOneClusterByWellKnownAddresses(String expression, String value) {
    assertThat(STORE.value(AXIS2, expression)).isEqualTo(value);
  }

  @Test
  void crlfLineEndsStayAndNewLinesHaveThem() {
    var text = STORE.text(AXIS2);
    assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(text).contains("<hostName>10.0.0.12</hostName>\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "WSO2UM_DB, jdbc/WSO2UM_DB, ES_umdb",
    "Registry_DB, jdbc/WSO2RegistryDB, ES_regdb",
    "IDENTITY_DB, jdbc/WSO2IdentityDB, ES_Identitydb",
    "WSO2_CARBON_DB, jdbc/WSO2CarbonDB, ES_carbondb_store1",
    "WSO2_STORAGE_DB, jdbc/WSO2StorageDB, ES_Storagedb",
  })
  void datasourcesReachTheDatabaseServer(String name, String jndiName, String database) {
    checkDatasource(MASTER, name, jndiName, database);
  }

  @Test
  void socialDatasourceIsInItsOwnFile() {
    checkDatasource(SOCIAL, "WSO2_SOCIAL_DB", "jdbc/WSO2SocialDB", "ES_Socialdb");
  }

  private static void checkDatasource(String file, String name, String jndiName, String database) {
    var datasource = "//datasource[name='" + name + "']";
    var configuration = datasource + "/definition[@type='RDBMS']/configuration";
    assertThat(STORE.value(file, "count(" + datasource + ")")).isEqualTo("1");
    assertThat(STORE.value(file, datasource + "/jndiConfig/name")).isEqualTo(jndiName);
    assertThat(STORE.value(file, configuration + "/url"))
        .isEqualTo(
            "jdbc:mysql://carbondb.mysql-wso2.com:3306/"
                + database
                + "?autoReconnect=true&useSSL=false");
    assertThat(STORE.value(file, configuration + "/username")).isEqualTo("es");
    assertThat(STORE.value(file, configuration + "/password"))
        .isEqualTo(Pack.SECRETS.get("database_password"));
    assertThat(STORE.value(file, configuration + "/driverClassName"))
        .isEqualTo("com.mysql.cj.jdbc.Driver");
    assertThat(STORE.value(file, configuration + "/maxActive")).isEqualTo("50");
    assertThat(STORE.value(file, configuration + "/maxWait")).isEqualTo("60000");
    assertThat(STORE.value(file, configuration + "/testOnBorrow")).isEqualTo("true");
    assertThat(STORE.value(file, configuration + "/validationQuery")).isEqualTo("SELECT 1");
    assertThat(STORE.value(file, configuration + "/validationInterval")).isEqualTo("30000");
  }

  @Test
  void localRegistryStaysInThePacksOwnDatabaseByDefault() {
    assertThat(PUBLISHER.value(MASTER, "//datasource[name='WSO2_CARBON_DB']//url"))
        .startsWith("jdbc:h2:");
    assertThat(PUBLISHER.value(MASTER, "//datasource[name='WSO2_CARBON_DB']//defaultAutoCommit"))
        .isEqualTo("false");
  }

  @Test
  void storageHasNoDatasourceByDefault() {
    assertThat(PUBLISHER.value(MASTER, "count(//datasource[name='WSO2_STORAGE_DB'])"))
        .isEqualTo("0");
  }

  @Test
  void otherDatasourcesOfThePackStay() {
    assertThat(STORE.value(MASTER, "//datasource[name='WSO2_SHARED_DB']/jndiConfig/name"))
        .isEqualTo("jdbc/SHARED_DB");
  }

  @Test
  void usersAreLookedUpByTheNameThatIsBound() {
    var bound = PUBLISHER.value(MASTER, "//datasource[name='WSO2UM_DB']/jndiConfig/name");
    assertThat(PUBLISHER.value(USERS, "//Configuration/Property[@name='dataSource']"))
        .isEqualTo(bound);
    assertThat(PUBLISHER.value(USERS, "//UserStoreManager/Property[@name='dataSource']"))
        .isEqualTo("jdbc/AnotherStore");
  }

  @Test
  void identityProviderUsesItsOwnDatasource() {
    assertThat(PUBLISHER.value(IDENTITY, "/Server/JDBCPersistenceManager/DataSource/Name"))
        .isEqualTo("jdbc/WSO2IdentityDB");
    assertThat(PUBLISHER.value(IDENTITY, "/Server/OpenID/Name")).isEqualTo("jdbc/NotThisOne");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "//dbConfig[@name='sharedregistry']/dataSource | jdbc/WSO2RegistryDB",
        "//dbConfig[@name='wso2registry']/dataSource | jdbc/WSO2CarbonDB",
        "//remoteInstance[id='sharedinstance']/@url | https://localhost:9443/registry",
        "//remoteInstance[id='sharedinstance']/dbConfig | sharedregistry",
        "//remoteInstance[id='sharedinstance']/readOnly | false",
        "//remoteInstance[id='sharedinstance']/enableCache | true",
        "//remoteInstance[id='sharedinstance']/registryRoot | /",
        "//mount[@path='/_system/config']/instanceId | sharedinstance",
        "//mount[@path='/_system/config']/targetPath | /_system/configPub",
        "//mount[@path='/_system/config']/@overwrite | true",
        "//mount[@path='/_system/governance']/instanceId | sharedinstance",
        "//mount[@path='/_system/governance']/targetPath | /_system/governance",
        "//mount[@path='/_system/other']/instanceId | gov",
        "count(//mount) | 3",
        "count(//remoteInstance) | 2",
      })
  void sharedRegistryIsMounted(String expression, String value) {
    assertThat(PUBLISHER.value(REGISTRY, expression)).isEqualTo(value);
  }

  @Test
  void registryCacheIsKnownByTheDatasourcesUserAndUrl() {
    var configuration = "//datasource[name='Registry_DB']/definition/configuration";
    assertThat(PUBLISHER.value(REGISTRY, "//remoteInstance[id='sharedinstance']/cacheId"))
        .isEqualTo(
            PUBLISHER.value(MASTER, configuration + "/username")
                + "@"
                + PUBLISHER.value(MASTER, configuration + "/url"));
  }

  @ParameterizedTest
  @CsvSource({"9763, 80", "9443, 443", "8009, ''"})
  void connectorsKnowTheLoadBalancersPorts(String port, String proxyPort) {
    assertThat(STORE.value(CONNECTORS, "//Connector[@port='" + port + "']/@proxyPort"))
        .isEqualTo(proxyPort);
  }

  @ParameterizedTest
  @CsvSource({
    "publisher, //AssertionConsumerServiceURL, https://publisher.es-wso2.com/publisher/acs",
    "publisher, /DefaultAssertionConsumerServiceURL, https://publisher.es-wso2.com/publisher/acs",
    "publisher, /CustomLoginPage, /publisher/controllers/login.jag",
    "publisher, /SignResponse, true",
    "store, /AssertionConsumerService, https://store.es-wso2.com/store/acs",
    "store, /CustomLoginPage, /store/login.jag",
    "store, /SignResponse, true",
    "social, /AssertionConsumerService, https://localhost:9443/social/acs",
  })
  void identityProviderSendsUsersBack(String issuer, String path, String value) {
    assertThat(PUBLISHER.value(PROVIDERS, "//ServiceProvider[Issuer='" + issuer + "']" + path))
        .isEqualTo(value);
    assertThat(PUBLISHER.value(PROVIDERS, "count(//ServiceProvider)")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"publisher", "store"})
  void applicationsShareOneIdentityProviderAndKeepTheirOtherKeys(String application) {
    var file = APPLICATIONS + application + "/config/" + application + ".json";
    assertThat(STORE.text(file))
        .contains("\"activeMethod\": \"sso\"")
        .contains("\"identityProviderURL\": \"https://publisher.es-wso2.com/samlsso\"")
        .contains("\"issuer\": \"" + application + "\"")
        .contains("\"responseSigningEnabled\": \"true\"")
        .contains("\"acs\": \"%https.host%/" + application + "/acs\"")
        .contains("\"identityAlias\": \"wso2carbon\"");
  }

  @Test
  void basicMethodAndTenantKeyStay() {
    assertThat(STORE.text(APPLICATIONS + "publisher/config/publisher.json"))
        .contains("\"useTenantKey\": false", "\"basic\": {\n                \"attributes\": {}")
        .contains("\"assets\":[\"gadget\",\"site\"],", "\"server\": {\"https\": \"%https.host%\"}");
  }

  @Test
  void commentsStay() {
    assertThat(BEFORE.files().keySet())
        .allSatisfy(target -> {
          assertThat(STORE.comments(target)).isEqualTo(BEFORE.comments(target));
          assertThat(PUBLISHER.comments(target)).isEqualTo(BEFORE.comments(target));
        });
  }

  @Test
  void placeholdersStay() {
    assertThat(BEFORE.files().keySet())
        .allSatisfy(target ->
            assertThat(STORE.placeholders(target)).isEqualTo(BEFORE.placeholders(target)));
  }

  @Test
  void secondApplicationChangesNothing() {
    assertThat(STORE.patched(SampleNodes.storeWithEverything())).isEqualTo(STORE);
    assertThat(PUBLISHER.patched(SampleNodes.publisher())).isEqualTo(PUBLISHER);
  }
}
