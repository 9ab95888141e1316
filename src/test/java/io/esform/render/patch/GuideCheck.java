package io.esform.render.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The settings of WSO2's clustering guide in a changed pack of any version, for the node
/// `SampleNodes.storeWithEverything`. Reads the results with a DOM parser and XPath.
///
/// @param before the pack
/// @param after the pack with the changes of the node
record GuideCheck(Pack before, Pack after) {

  private static final String CONF = "repository/conf/";
  private static final String MASTER = CONF + "datasources/master-datasources.xml";
  private static final String SOCIAL = CONF + "datasources/social-datasources.xml";
  private static final String REGISTRY = CONF + "registry.xml";
  private static final String AXIS2 = CONF + "axis2/axis2.xml";
  private static final String CARBON = CONF + "carbon.xml";
  private static final String SOCIAL_NAME = "jdbc/WSO2SocialDB";
  private static final String PROVIDERS = "sso-idp-config.xml";

  void check() {
    checkServer();
    checkClustering();
    checkDatasources();
    checkRegistry();
    checkConnectors();
    checkUsers();
    checkProviders();
    checkApplications();
    before
        .files()
        .keySet()
        .forEach(target -> {
          assertThat(after.comments(target)).as(target).isEqualTo(before.comments(target));
          assertThat(after.placeholders(target)).as(target).isEqualTo(before.placeholders(target));
        });
  }

  private void is(String target, String expression, String value) {
    assertThat(after.value(target, expression)).as(target + ": " + expression).isEqualTo(value);
  }

  /// The value of the only element of a path.
  private void isOnly(String target, String path, String value) {
    is(target, "count(" + path + ")", "1");
    is(target, path, value);
  }

  private void checkServer() {
    isOnly(CARBON, "/Server/HostName", "store.es-wso2.com");
    var synchronizer = "/Server/DeploymentSynchronizer/";
    isOnly(CARBON, synchronizer + "Enabled", "true");
    isOnly(CARBON, synchronizer + "AutoCommit", "false");
    isOnly(CARBON, synchronizer + "AutoCheckout", "true");
    isOnly(CARBON, synchronizer + "RepositoryType", "svn");
    isOnly(CARBON, synchronizer + "SvnUrl", "https://svn.example.com/es?a=1&b=2");
    isOnly(CARBON, synchronizer + "SvnUser", "es");
    isOnly(CARBON, synchronizer + "SvnPassword", "s v n");
    isOnly(CARBON, synchronizer + "SvnUrlAppendTenantId", "true");
    is(CARBON, "count(//*[@xmlns='' or @*[contains(name(),'secretAlias')]])", "0");
  }

  private void checkClustering() {
    var clustering = "/axisconfig/clustering";
    is(AXIS2, clustering + "/@enable", "true");
    Map.of(
            "membershipScheme", "wka",
            "domain", "wso2.es.domain",
            "localMemberHost", "10.0.0.13",
            "localMemberPort", "4000")
        .forEach(
            (name, value) -> isOnly(AXIS2, clustering + "/parameter[@name='" + name + "']", value));
    is(AXIS2, "count(" + clustering + "/members)", "1");
    is(AXIS2, "count(" + clustering + "/members/member[port='4000'])", "4");
    is(AXIS2, "count(" + clustering + "/members/member)", "4");
    is(AXIS2, clustering + "/members/member[4]/hostName", "10.0.0.14");
  }

  private void checkDatasources() {
    Map.of(
            "jdbc/WSO2CarbonDB", "ES_carbondb_store1",
            "jdbc/WSO2UM_DB", "ES_umdb",
            "jdbc/WSO2RegistryDB", "ES_regdb",
            "jdbc/WSO2IdentityDB", "ES_Identitydb",
            "jdbc/WSO2StorageDB", "ES_Storagedb")
        .forEach((jndiName, database) -> checkDatasource(MASTER, jndiName, database));
    var masterHadSocial = bound(before, MASTER).containsKey(SOCIAL_NAME);
    assertThat(bound(after, MASTER).containsKey(SOCIAL_NAME)).isEqualTo(masterHadSocial);
    if (masterHadSocial) {
      checkDatasource(MASTER, SOCIAL_NAME, "ES_Socialdb");
    }
    if (after.files().containsKey(SOCIAL)) {
      checkDatasource(SOCIAL, SOCIAL_NAME, "ES_Socialdb");
    }
    bound(after, MASTER)
        .forEach((name, count) ->
            assertThat(count)
                .as(name)
                .isLessThanOrEqualTo(bound(before, MASTER).getOrDefault(name, 1)));
  }

  /// How often a file binds each JNDI name.
  private static Map<String, Integer> bound(Pack pack, String target) {
    var bound = new TreeMap<String, Integer>();
    var count = Integer.parseInt(pack.value(target, "count(//datasource)"));
    for (var index = 1; index <= count; index++) {
      var path = "normalize-space(//datasource[" + index + "]/jndiConfig/name)";
      bound.merge(pack.value(target, path), 1, Integer::sum);
    }
    return bound;
  }

  private void checkDatasource(String target, String jndiName, String database) {
    var datasource = "//datasource[normalize-space(jndiConfig/name)='" + jndiName + "']";
    is(target, "count(" + datasource + ")", "1");
    var name = after.value(target, datasource + "/name");
    is(target, "count(//datasource[normalize-space(name)='" + name + "'])", "1");
    assertThat(after.value(target, datasource + "//url")).contains("/" + database + "?");
    is(target, datasource + "//password", Pack.SECRETS.getOrDefault("database_password", ""));
  }

  private void checkRegistry() {
    for (var name : List.of("config", "governance")) {
      var mount = "//mount[translate(normalize-space(@path),'/','')='_system%s']".formatted(name);
      isOnly(REGISTRY, mount + "/@path", "/_system/" + name);
      is(REGISTRY, mount + "/@overwrite", "true");
      is(
          REGISTRY,
          mount + "/targetPath",
          "/_system/" + (name.equals("config") ? "configPub" : name));
      var id = after.value(REGISTRY, mount + "/instanceId");
      var instance = "//remoteInstance[normalize-space(id)='" + id + "']";
      is(REGISTRY, "count(" + instance + ")", "1");
      var configuration =
          "//dbConfig[@name='" + after.value(REGISTRY, instance + "/dbConfig") + "']";
      isOnly(REGISTRY, configuration + "/dataSource", "jdbc/WSO2RegistryDB");
    }
    is(REGISTRY, "count(//mount[not(instanceId=//remoteInstance/id)])", "0");
    is(REGISTRY, "count(//remoteInstance[not(id=//mount/instanceId)])", "0");
    isOnly(REGISTRY, "//dbConfig[@name='wso2registry']/dataSource", "jdbc/WSO2CarbonDB");
  }

  private void checkConnectors() {
    var file = CONF + "tomcat/catalina-server.xml";
    var count = Integer.parseInt(after.value(file, "count(//Connector)"));
    for (var index = 1; index <= count; index++) {
      var connector = "//Connector[" + index + "]/";
      var protocol = after.value(file, connector + "@protocol").toLowerCase(Locale.ROOT);
      var secure = after.value(file, connector + "@scheme").equals("https");
      is(file, connector + "@proxyPort", protocol.contains("ajp") ? "" : secure ? "443" : "80");
    }
  }

  private void checkUsers() {
    var property = "/UserManager/Realm/Configuration/Property[@name='dataSource']";
    isOnly(CONF + "user-mgt.xml", property, "jdbc/WSO2UM_DB");
    for (var file : List.of("identity.xml", "identity/identity.xml")) {
      if (after.files().containsKey(CONF + file)) {
        var name = "/Server/JDBCPersistenceManager/DataSource/Name";
        isOnly(CONF + file, name, "jdbc/WSO2IdentityDB");
      }
    }
  }

  private void checkProviders() {
    after.files().keySet().stream()
        .filter(target -> target.endsWith(PROVIDERS))
        .filter(target -> !after.value(target, "//Issuer[.='publisher']").isEmpty())
        .forEach(target -> {
          checkProvider(target, "publisher", "/publisher/controllers/login.jag");
          checkProvider(target, "store", "/store/login.jag");
          is(
              target,
              "//ServiceProvider[Issuer='social']/AssertionConsumerService",
              before.value(target, "//ServiceProvider[Issuer='social']/AssertionConsumerService"));
        });
  }

  private void checkProvider(String target, String issuer, String loginPage) {
    var provider = "//ServiceProvider[normalize-space(Issuer)='" + issuer + "']/";
    isOnly(target, provider + "Issuer", issuer);
    isOnly(target, provider + "SignResponse", "true");
    isOnly(target, provider + "CustomLoginPage", loginPage);
    // Version 2.1 has several consumers under other names.
    var consumers = provider + "descendant::*[contains(name(),'AssertionConsumerService')][not(*)]";
    var url = "https://%1$s.es-wso2.com/%1$s/acs".formatted(issuer);
    is(target, consumers, url);
    is(target, "count(" + consumers + "[.!='" + url + "'])", "0");
  }

  private void checkApplications() {
    for (var name : List.of("publisher", "store")) {
      var target = "repository/deployment/server/jaggeryapps/%1$s/config/%1$s.json".formatted(name);
      var text = after.files().get(target);
      if (text != null) {
        var version1 = text.contains("ssoConfiguration");
        var root = version1 ? "/admin" : "";
        assertThat(text)
            .contains("\"issuer\": \"" + name + "\"", "\"identityAlias\": \"wso2carbon\"")
            .contains("\"https://publisher.es-wso2.com" + root + "/samlsso\"")
            .contains("\"%https.host%/" + name + "/acs\"")
            .contains(version1 ? "\"enabled\": true" : "\"activeMethod\": \"sso\"");
      }
    }
  }
}
