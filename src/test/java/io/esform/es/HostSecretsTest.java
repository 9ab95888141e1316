package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.HostKind.Secret;
import io.esform.provider.Arguments;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Secrets are delivered separately from user-data, with the names that scripts read.
class HostSecretsTest {

  private static List<String> names(HostKind kind) {
    return kind.secrets().stream()
        .map(it -> it.name() + " = " + String.join(".", it.path()))
        .toList();
  }

  @Test
  void everySensitiveArgumentIsOne() {
    assertThat(names(new NodeHost(new FakeInputFiles(Map.of()))))
        .containsExactlyInAnyOrder(
            "admin_password = admin.password",
            "database_password = database.password",
            "svn_password = deployment_synchronizer.password",
            "truststore_password = pack.truststore_password",
            "secrets = secrets",
            "database_server = database.server_id",
            "load_balancer_certificate = load_balancer_certificate");
    assertThat(names(new LoadBalancerHost()))
        .containsExactlyInAnyOrder(
            "admin_password = admin.password",
            "tls_certificate = tls.certificate",
            "tls_private_key = tls.private_key");
    assertThat(names(new DatabaseHost())).containsExactly("database_password = password");
  }

  @Test
  void aMapIsOneForEachOfItsEntries() {
    var secrets = Value.mapOf(Types.STRING, Map.of("a", Value.of("1"), "b", Value.of("2")));
    var node = Arguments.of(Samples.node().set("secrets", secrets).configuration());
    assertThat(
            new NodeHost(new FakeInputFiles(Map.of()))
                .secrets().stream()
                    .filter(it -> it.name().equals("secrets"))
                    .map(it -> it.files(node)))
        .containsExactly(new TreeMap<>(Map.of("secrets_a", "1", "secrets_b", "2")));
  }

  @Test
  void oneThatIsNotSetHasTheDefaultOfItsArgument() {
    assertThat(new NodeHost(new FakeInputFiles(Map.of())).secrets())
        .filteredOn(it -> it.name().equals("truststore_password"))
        .extracting(Secret::fallback)
        .containsExactly("wso2carbon");
  }
}
