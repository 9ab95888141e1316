package io.esform.render.carbon;

import io.esform.render.carbon.CarbonNode.SingleSignOn;
import io.esform.render.json.AsciiJson;
import io.esform.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `publisher.json` and `store.json`: both applications use the same identity provider. Other
/// settings of the pack (the basic method, `useTenantKey`) are unchanged.
final class ApplicationFiles {

  private ApplicationFiles() {}

  static List<CarbonChange> render(SingleSignOn signOn) {
    return List.of(change("publisher", signOn), change("store", signOn));
  }

  private static CarbonChange change(String application, SingleSignOn signOn) {
    var authentication = new LinkedHashMap<String, Value>();
    authentication.put("activeMethod", Value.of("sso"));
    authentication.put(
        "methods", member("sso", member("attributes", attributes(application, signOn))));
    return new CarbonChange(
        "repository/deployment/server/jaggeryapps/%1$s/config/%1$s.json".formatted(application),
        CarbonChange.Language.JSON_MERGE_PATCH,
        AsciiJson.write(member("authentication", Value.objectOf(authentication))) + "\n",
        true);
  }

  private static Value attributes(String application, SingleSignOn signOn) {
    var attributes = new LinkedHashMap<String, Value>();
    attributes.put("issuer", Value.of(application));
    attributes.put("identityProviderURL", Value.of(signOn.identityProviderUrl()));
    attributes.put("responseSigningEnabled", Value.of("true"));
    attributes.put("acs", Value.of("%https.host%/" + application + "/acs"));
    attributes.put("identityAlias", Value.of(signOn.identityAlias()));
    return Value.objectOf(attributes);
  }

  private static Value member(String name, Value value) {
    return Value.objectOf(Map.of(name, value));
  }
}
