package io.esform.render.urls;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.carbon.SampleNodes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// URLs in the files of a publisher whose load balancer is `publisher.es-wso2.com` at 443 and 80.
class UrlCheckTest {

  private static final String DEPLOYMENT = "repository/conf/deployment.toml";
  private static final String PROVIDERS = "repository/conf/identity/sso-idp-config.xml";
  private static final String JSON =
      "repository/deployment/server/jaggeryapps/publisher/config/publisher.json";

  private static List<String> faults(Map<String, String> files) {
    return UrlCheck.check(SampleNodes.publisher(), new TreeMap<>(files)).stream()
        .map(UrlCheck.UrlFault::detail)
        .toList();
  }

  private static String provider(String issuer, String consumer) {
    return """
    <SSOIdentityProviderConfig><ServiceProviders><ServiceProvider>
      <Issuer>%s</Issuer>
      <AssertionConsumerService>%s</AssertionConsumerService>
    </ServiceProvider></ServiceProviders></SSOIdentityProviderConfig>
    """
        .formatted(issuer, consumer);
  }

  @Test
  void deploymentTomlIsComparedToo() {
    assertThat(
            faults(
                Map.of(
                    DEPLOYMENT,
                    """
                    [server]
                    hostname = "publisher.es-wso2.com"
                    [transport.https.properties]
                    proxyPort = "443"
                    """)))
        .isEmpty();
    assertThat(
            faults(
                Map.of(
                    DEPLOYMENT,
                    """
                    [server]
                    hostname = "other.example.com"
                    [transport.https.properties]
                    proxyPort = 9443
                    [transport.http]
                    properties.proxyPort = 8080
                    """)))
        .hasSize(3)
        .anyMatch(fault -> fault.startsWith("server.hostname is other.example.com"))
        .anyMatch(fault -> fault.startsWith("transport.https.properties.proxyPort is 9443"))
        .anyMatch(fault -> fault.startsWith("transport.http.properties.proxyPort is 8080"));
  }

  @Test
  void onlyUrlsOfTheLoadBalancerNeedItsPort() {
    assertThat(
            faults(
                Map.of(
                    "repository/conf/identity/identity.xml",
                    """
                    <Server>
                      <!-- <IdentityProviderURL>https://store.es-wso2.com:9443/a</IdentityProviderURL> -->
                      <IdentityProviderURL>https://localhost:9443/samlsso</IdentityProviderURL>
                      <A>https://store.es-wso2.com/b</A>
                      <B>https://store.es-wso2.com:443/b</B>
                      <C>http://store.es-wso2.com/b</C>
                    </Server>
                    """)))
        .isEmpty();
    assertThat(
            faults(
                Map.of(
                    "repository/conf/identity.xml",
                    "<Server><A>https://store.es-wso2.com:9443/a</A></Server>")))
        .singleElement()
        .asString()
        .startsWith("The URL https://store.es-wso2.com:9443 has another port");
  }

  @Test
  void settingsOfVersion1AreComparedToo() {
    String old =
        """
        { "ssoConfiguration": { "issuer": "%s", "publisherAcs": "%%https.host%%/publisher/acs" } }
        """;
    String consumer = "https://publisher.es-wso2.com/publisher/acs";
    assertThat(
            faults(
                Map.of(
                    JSON, old.formatted("publisher"), PROVIDERS, provider("publisher", consumer))))
        .isEmpty();
    assertThat(
            faults(
                Map.of(JSON, old.formatted("other"), PROVIDERS, provider("publisher", consumer))))
        .singleElement()
        .asString()
        .startsWith("The issuer of the publisher is \"other\"");
    assertThat(
            faults(
                Map.of(
                    JSON,
                    old.formatted("publisher"),
                    PROVIDERS,
                    provider("publisher", "https://publisher.es-wso2.com/store/acs"))))
        .singleElement()
        .asString()
        .contains("expects responses at https://publisher.es-wso2.com/publisher/acs");
  }

  @Test
  void filesThatCannotBeReadAreNotCompared() {
    assertThat(
            faults(
                Map.of(
                    "repository/conf/carbon.xml",
                    "<!DOCTYPE Server><Server><HostName>x</HostName></Server>",
                    JSON,
                    "{",
                    DEPLOYMENT,
                    "[[[")))
        .isEmpty();
  }
}
