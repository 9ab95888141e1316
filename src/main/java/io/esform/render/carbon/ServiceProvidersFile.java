package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.HostNames;

/// `sso-idp-config.xml`: the URLs to which the identity provider redirects users of the two
/// applications.
///
/// Other service providers (`social`) are unchanged. Later versions list several consumer services
/// under other names, which are set too.
final class ServiceProvidersFile {

  private static final String ROOT = "/SSOIdentityProviderConfig/ServiceProviders/ServiceProvider";

  private ServiceProvidersFile() {}

  static CarbonChange render(HostNames names) {
    var sheet = Stylesheet.of("repository/conf/identity/sso-idp-config.xml");
    provider(
        sheet,
        "publisher",
        "https://" + names.publisher() + "/publisher/acs",
        "/publisher/controllers/login.jag");
    provider(sheet, "store", "https://" + names.store() + "/store/acs", "/store/login.jag");
    return sheet.toChange(true);
  }

  private static void provider(Stylesheet sheet, String issuer, String consumer, String loginPage) {
    var path = ROOT + "[Issuer='" + issuer + "']";
    var consumers =
        path
            + "/AssertionConsumerService|"
            + path
            + "//AssertionConsumerServiceURL|"
            + path
            + "/DefaultAssertionConsumerServiceURL";
    sheet
        .expect(path, ROOT + " with Issuer " + issuer)
        .expect(consumers, "an AssertionConsumerService of " + issuer)
        .expect(path + "/SignResponse", "SignResponse of " + issuer)
        .expect(path + "/CustomLoginPage", "CustomLoginPage of " + issuer)
        .text(consumers, consumer)
        .text(path + "/SignResponse", "true")
        .text(path + "/CustomLoginPage", loginPage);
  }
}
