package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.HostNames;
import io.esform.render.carbon.CarbonNode.ProxyPorts;
import java.util.List;
import java.util.stream.Stream;

/// `sso-idp-config.xml`: the URLs to which the identity provider redirects users of the two
/// applications.
///
/// The directory of the file depends on the version: `conf/identity` from 2.0.0 on, `conf/security`
/// before, `conf` in 1.0. Other service providers (`social`) are unchanged. Later versions list
/// several consumer services under other names, which are set too. A Carbon server without the two
/// applications has nothing to change.
final class ServiceProvidersFile {

  private static final String CONFIGURATION = "/SSOIdentityProviderConfig";
  private static final String PARENT = CONFIGURATION + "/ServiceProviders";
  private static final String CONSUMERS =
      "AssertionConsumerService|.//AssertionConsumerServiceURL|DefaultAssertionConsumerServiceURL";
  private static final String INDENTATION = "\n            ";

  private ServiceProvidersFile() {}

  static List<CarbonChange> render(CarbonNode node) {
    HostNames names = node.hostNames();
    ProxyPorts ports = node.proxyPorts();
    var publisher =
        new Provider(
            "publisher",
            ports.origin(names.publisher()) + "/publisher/acs",
            "/publisher/controllers/login.jag");
    var store =
        new Provider("store", ports.origin(names.store()) + "/store/acs", "/store/login.jag");
    return Stream.of("identity/", "security/", "")
        .map(directory ->
            change("repository/conf/" + directory + "sso-idp-config.xml", publisher, store))
        .toList();
  }

  private static CarbonChange change(String target, Provider publisher, Provider store) {
    var sheet = Stylesheet.of(target).expect(CONFIGURATION, CONFIGURATION);
    expectBoth(sheet, publisher, store);
    expectBoth(sheet, store, publisher);
    sheet.note(
        "not(%s or %s)".formatted(publisher.all(), store.all()),
        "neither publisher nor store is a service provider, so nothing is changed");
    set(sheet, publisher);
    set(sheet, store);
    return sheet.toChange(true);
  }

  private static void expectBoth(Stylesheet sheet, Provider provider, Provider other) {
    sheet.expect(
        "%s or not(%s)".formatted(provider.all(), other.all()),
        PARENT + "/ServiceProvider with Issuer " + provider.issuer());
  }

  /// Sets the first provider of the issuer and removes others, because Carbon refuses a second one.
  private static void set(Stylesheet sheet, Provider provider) {
    var first = PARENT + "/ServiceProvider[" + provider.isFirst() + "]";
    var missing =
        missing(CONSUMERS, "AssertionConsumerService", provider.consumer())
            + missing("SignResponse", "SignResponse", "true")
            + missing("CustomLoginPage", "CustomLoginPage", provider.loginPage());
    sheet
        .append(first, missing, "\n        ")
        .text(first + "/Issuer", provider.issuer())
        .text(consumers(first), provider.consumer())
        .text(first + "/SignResponse", "true")
        .text(first + "/CustomLoginPage", provider.loginPage())
        .without(PARENT, "ServiceProvider[" + provider.isRepeated() + "]");
  }

  private static String missing(String expression, String name, String value) {
    return Stylesheet.unless(expression, INDENTATION, "<%1$s>%2$s</%1$s>".formatted(name, value));
  }

  private static String consumers(String path) {
    return path
        + "/AssertionConsumerService|"
        + path
        + "//AssertionConsumerServiceURL|"
        + path
        + "/DefaultAssertionConsumerServiceURL";
  }

  private record Provider(String issuer, String consumer, String loginPage) {

    private String condition() {
      return "normalize-space(Issuer)='" + issuer + "'";
    }

    private String follows() {
      return "preceding-sibling::ServiceProvider[" + condition() + "]";
    }

    String all() {
      return PARENT + "/ServiceProvider[" + condition() + "]";
    }

    String isFirst() {
      return condition() + " and not(" + follows() + ")";
    }

    String isRepeated() {
      return condition() + " and " + follows();
    }
  }
}
