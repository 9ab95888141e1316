package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.SingleSignOn;
import io.esform.render.json.AsciiJson;
import io.esform.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `publisher.json` and `store.json`: both applications use the same identity provider. Other
/// settings of the pack (the basic method, `useTenantKey`, the key store of 1.x) are unchanged.
///
/// Versions 1.x have `ssoConfiguration` instead of `authentication`. Carbon's own web applications,
/// and so the identity provider, are below `/admin` there (`WebContextRoot` in its `carbon.xml`).
final class ApplicationFiles {

  private static final String PROVIDER = "/samlsso";

  private ApplicationFiles() {}

  static List<CarbonChange> render(CarbonNode node) {
    return List.of(change("publisher", node), change("store", node));
  }

  private static CarbonChange change(String application, CarbonNode node) {
    var variants =
        List.of(
            variant("authentication", authentication(application, node.singleSignOn())),
            variant("ssoConfiguration", ssoConfiguration(application, node)));
    return new CarbonChange(
        "repository/deployment/server/jaggeryapps/%1$s/config/%1$s.json".formatted(application),
        CarbonChange.Language.JSON_VARIANTS,
        AsciiJson.write(new Value.TupleValue(variants)) + "\n",
        true);
  }

  private static Value variant(String member, Value value) {
    var variant = new LinkedHashMap<String, Value>();
    variant.put("has", Value.of(member));
    variant.put("merge", member(member, value));
    return Value.objectOf(variant);
  }

  private static Value authentication(String application, SingleSignOn signOn) {
    var attributes = attributes(application, signOn.identityProviderUrl(), signOn);
    attributes.put("acs", Value.of(consumer(application)));
    var authentication = new LinkedHashMap<String, Value>();
    authentication.put("activeMethod", Value.of("sso"));
    authentication.put("methods", member("sso", member("attributes", Value.objectOf(attributes))));
    return Value.objectOf(authentication);
  }

  private static Value ssoConfiguration(String application, CarbonNode node) {
    SingleSignOn signOn = node.singleSignOn();
    var ownProvider =
        SingleSignOn.onPublisher(node.hostNames(), node.proxyPorts()).identityProviderUrl();
    var url = signOn.identityProviderUrl();
    if (url.equals(ownProvider)) {
      url = url.substring(0, url.length() - PROVIDER.length()) + "/admin" + PROVIDER;
    }
    var configuration = attributes(application, url, signOn);
    configuration.put("enabled", Value.of(true));
    configuration.put(application + "Acs", Value.of(consumer(application)));
    return Value.objectOf(configuration);
  }

  private static Map<String, Value> attributes(
      String application, String identityProviderUrl, SingleSignOn signOn) {
    var attributes = new LinkedHashMap<String, Value>();
    attributes.put("issuer", Value.of(application));
    attributes.put("identityProviderURL", Value.of(identityProviderUrl));
    attributes.put("responseSigningEnabled", Value.of("true"));
    attributes.put("identityAlias", Value.of(signOn.identityAlias()));
    return attributes;
  }

  private static String consumer(String application) {
    return "%https.host%/" + application + "/acs";
  }

  private static Value member(String name, Value value) {
    return Value.objectOf(Map.of(name, value));
  }
}
