package io.esform.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.plan.instance.InstancePlanner;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalNetworkTypeTest {

  private final LocalNetworkType type = new LocalNetworkType();

  @Test
  void gatewayAndNameServerAreTheFirstAddressesUnlessGiven() {
    PlanResponse plan = plan(configuration("net", "10.77.0.0/24"));

    assertThat(plan.planned().get("gateway")).isEqualTo(Value.of("10.77.0.1"));
    assertThat(plan.planned().get("dns")).isEqualTo(Value.of("10.77.0.2"));
    assertThat(plan.planned().get("id").isKnown()).isFalse();
    assertThat(plan.claims())
        .containsExactly(
            new Claim("network name \"net\"", AttributePath.of("name")),
            new Claim("address range 10.77.0.0/24", AttributePath.of("cidr")),
            new Claim("address 10.77.0.1 in 10.77.0.0/24", AttributePath.of("gateway")),
            new Claim("address 10.77.0.2 in 10.77.0.0/24", AttributePath.of("dns")));
  }

  @Test
  void whatIsImportedIsWhatItsBlockWouldHaveMade() {
    var network = new Network("net", "10.77.0.0/24", "10.77.0.1", "10.77.0.2", "", "token");
    ObjectValue imported = LocalNetworkType.imported(network, true);
    ObjectValue configuration = configuration("net", "10.77.0.0/24");

    ObjectValue planned =
        InstancePlanner.plan(type, "local_network.net", imported, configuration).planned();

    assertThat(planned).isEqualTo(imported);
    assertThat(type.importId(imported)).contains("net");
  }

  @Test
  void givenAddressesAreKept() {
    ObjectValue given = configuration("net", "10.77.0.0/24").with("dns", Value.of("10.77.0.53"));

    assertThat(plan(given).planned().get("dns")).isEqualTo(Value.of("10.77.0.53"));
  }

  @ParameterizedTest
  @CsvSource({
    "net,  10.77.0.0/24, 10.77.0.2, ",
    "Net,  10.77.0.0/24, 10.77.0.2, Invalid network name",
    "net-, 10.77.0.0/24, 10.77.0.2, Invalid network name",
    "net,  10.77.0.5/24, 10.77.0.2, Invalid network range",
    "net,  10.77.0.0,    10.77.0.2, Invalid network range",
    "net,  10.0.0.0/8,   10.77.0.2, Invalid network range",
    "net,  10.77.0.0/30, 10.77.0.2, Invalid network range",
    "net,  fd00::/64,    fd00::2,   Invalid network range",
    "net,  10.77.0.0/24, 10.78.0.2, Address outside the network",
    "net,  10.77.0.0/24, nowhere,   Address outside the network",
  })
  void argumentsAreChecked(String name, String cidr, String dns, String summary) {
    ObjectValue given = configuration(name, cidr).with("dns", Value.of(dns));

    assertThat(type.validate(given))
        .extracting(AttributeDiagnostic::summary)
        .isEqualTo(summary == null ? List.of() : List.of(summary));
  }

  @Test
  void unknownArgumentsAreNotJudged() {
    ObjectValue given =
        configuration("net", "10.77.0.0/24").with("cidr", Value.unknown(Types.STRING));

    assertThat(type.validate(given)).isEmpty();
    assertThat(plan(given).planned().get("dns").isKnown()).isFalse();
  }

  private PlanResponse plan(ObjectValue configuration) {
    ObjectValue proposed = configuration;
    for (String computed : List.of("id", "gateway", "dns")) {
      if (configuration.get(computed).isNull()) {
        proposed = proposed.with(computed, Value.unknown(Types.STRING));
      }
    }
    return type.plan(new PlanRequest("local_network.net", null, configuration, proposed));
  }

  private static ObjectValue configuration(String name, String cidr) {
    var values = new TreeMap<String, Value>();
    for (String attribute : List.of("id", "gateway", "dns", "domain")) {
      values.put(attribute, Value.nullOf(Types.STRING));
    }
    values.put("serving", Value.nullOf(Types.BOOL));
    values.put("name", Value.of(name));
    values.put("cidr", Value.of(cidr));
    return Value.objectOf(values);
  }
}
