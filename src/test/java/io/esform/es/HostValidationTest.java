package io.esform.es;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.es.Platform.InputSources;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HostValidationTest {

  private static final Map<String, ResourceType> TYPES =
      EsTypes.over(
          _ -> new FakePlatform(),
          new Platform.Abilities(true, true, InputSources.FILES, true),
          new FakeInputFiles(Map.of()));

  private static List<AttributeDiagnostic> faults(String type, Block block) {
    return Objects.requireNonNull(TYPES.get(type)).validate(block.configuration());
  }

  @Test
  void theSamplesAreValid() {
    assertThat(faults("es_database", Samples.database())).isEmpty();
    assertThat(faults("es_node", Samples.node())).isEmpty();
    assertThat(faults("es_load_balancer", Samples.loadBalancer())).isEmpty();
    assertThat(faults("es_dns_record", Samples.dnsRecord())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void aDatabaseIsChecked(String path, String summary, Consumer<Block> breaking) {
    var block = Samples.database();
    breaking.accept(block);
    assertOnly(faults("es_database", block), path, summary);
  }

  static Stream<Arguments> aDatabaseIsChecked() {
    return Stream.of(
        fault("name", "Invalid host name", block -> block.set("name", "Data_base")),
        fault("address", "Invalid address", block -> block.set("address", "10.89.7.300")),
        fault(
            "address", "Address outside the network", block -> block.set("address", "10.89.8.10")),
        fault("address", "Reserved address", block -> block.set("address", "10.89.7.2")),
        fault("address", "Reserved address", block -> block.set("address", "10.89.7.255")),
        fault("network", "Invalid network", block -> block.set("network", network("10.89.7.1/24"))),
        fault("packages", "Invalid value", block -> block.set("packages", texts("x; rm -rf /"))),
        fault("databases", "Invalid value", block -> block.set("databases", texts("a-b"))),
        fault("databases", "Duplicate database", block -> block.set("databases", texts("a", "a"))),
        fault("user", "Invalid value", block -> block.set("user", "o'hara")),
        fault("password", "Invalid password", block -> block.set("password", "with \"quotes\"")),
        fault("max_connections", "Value out of range", block -> block.set("max_connections", 0)),
        fault("buffer_pool", "Invalid memory size", block -> block.set("buffer_pool", "much")),
        fault(
            "publish[0].port",
            "Value out of range",
            block -> block.add("publish").set("port", 70000).set("published_port", 1)),
        fault(
            "publish[1].published_port",
            "Duplicate published port",
            block -> {
              block.add("publish").set("port", 1).set("published_port", 1);
              block.add("publish").set("port", 2).set("published_port", 1);
            }));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void aNodeIsChecked(String path, String summary, Consumer<Block> breaking) {
    var block = Samples.node();
    breaking.accept(block);
    assertOnly(faults("es_node", block), path, summary);
  }

  static Stream<Arguments> aNodeIsChecked() {
    return Stream.of(
        fault("role", "Invalid value", block -> block.set("role", "shop")),
        fault(
            "load_balancer_certificate",
            "Invalid certificate",
            block -> block.set("load_balancer_certificate", "es.crt")),
        nested("host_names", "store", "Invalid host name", Value.of("Store")),
        nested("host_names", "store", "Duplicate host name", Value.of("publisher.es-wso2.com")),
        nested("pack", "sha256", "Invalid checksum", Value.of("abc")),
        nested("pack", "source", "Invalid source", Value.of("gs://bucket/pack.zip")),
        nested("pack", "home", "Invalid value", Value.of("wso2es")),
        nested("pack", "truststore", "Invalid value", Value.of("../x.jks")),
        fault("java.sha256", "Invalid checksum", block -> java(block).set("sha256", "abc")),
        fault("java.source", "Invalid source", block -> java(block).set("source", " ")),
        fault(
            "pack.java_home",
            "Conflicting arguments",
            block -> {
              java(block);
              block.nested("pack").set("java_home", "/opt/jdk");
            }),
        fault(
            "pack.java_package",
            "Conflicting arguments",
            block -> {
              java(block);
              block.nested("pack").set("java_package", "temurin-8-jre");
            }),
        nested("clustering", "members", "Invalid value", texts("10.89.7.11", "ten")),
        nested("clustering", "members", "Duplicate member", texts("10.89.7.11", "10.89.7.11:4001")),
        nested("clustering", "members", "Node missing from the members", texts("10.89.7.12")),
        nested("clustering", "domain", "Invalid value", Value.of("my domain")),
        nested("clustering", "port", "Value out of range", Value.of(0)),
        nested("database", "host", "Invalid host name", Value.of("carbon_db")),
        nested("database", "server_version", "Invalid value", Value.of("MySQL 8")),
        nested("database", "registry", "Invalid value", Value.of("ES-regdb")),
        nested("database", "password", "Invalid password", Value.of("back\\slash")),
        nested("database", "carbon", "Shared local registry", Value.of("ES_shared")),
        fault(
            "database.pool.max_active",
            "Value out of range",
            block -> block.nested("database").add("pool").set("max_active", 0)),
        fault(
            "jvm.initial_memory",
            "Invalid heap size",
            block -> block.add("jvm").set("initial_memory", "1g").set("maximum_memory", "512m")),
        fault(
            "schemas.scripts",
            "Invalid value",
            block -> block.add("schemas").set("scripts", scripts("ES_regdb", "../etc/passwd"))),
        fault(
            "deployment_synchronizer.auto_commit",
            "Commits from several nodes",
            block -> {
              block.set("role", "store");
              block
                  .add("deployment_synchronizer")
                  .set("password", "p")
                  .set("auto_commit", Value.of(true));
            }));
  }

  /// Adds a valid block.
  private static Block java(Block node) {
    return node.add("java")
        .set("source", "https://example.com/jre.tar.gz")
        .set("sha256", Samples.SHA256);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void aLoadBalancerIsChecked(String path, String summary, Consumer<Block> breaking) {
    var block = Samples.loadBalancer();
    breaking.accept(block);
    assertOnly(faults("es_load_balancer", block), path, summary);
  }

  static Stream<Arguments> aLoadBalancerIsChecked() {
    return Stream.of(
        nested("tls", "certificate", "Invalid certificate", Value.of("es.crt")),
        virtualHost("role", "Invalid host name", Value.of("the publisher")),
        virtualHost("host_name", "Invalid host name", Value.of("10.0.0.1")),
        virtualHost("nodes", "No nodes", texts()),
        virtualHost("nodes", "Invalid address", texts("publisher-1")),
        virtualHost("nodes", "Duplicate node", texts("10.89.7.11", "10.89.7.11")),
        virtualHost("stickiness", "Invalid value", Value.of("session")),
        fault(
            "public_ports.https",
            "Value out of range",
            block -> block.add("public_ports").set("https", 0)),
        fault(
            "virtual_host[2].role",
            "Duplicate virtual host",
            block ->
                block
                    .add("virtual_host")
                    .set("role", "store")
                    .set("host_name", "shop.es-wso2.com")
                    .set("nodes", texts("10.89.7.21"))),
        fault("max_body_size", "Invalid memory size", block -> block.set("max_body_size", "-")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void aDnsRecordIsChecked(String path, String summary, Consumer<Block> breaking) {
    var block = Samples.dnsRecord();
    breaking.accept(block);
    assertOnly(faults("es_dns_record", block), path, summary);
  }

  static Stream<Arguments> aDnsRecordIsChecked() {
    return Stream.of(
        fault("name", "Invalid host name", block -> block.set("name", "no such name")),
        fault("type", "Invalid value", block -> block.set("type", "MX")),
        fault("values", "Invalid value", block -> block.set("values", texts("store"))),
        fault("values", "Wrong number of values", block -> block.set("values", texts())),
        fault(
            "values",
            "Wrong number of values",
            block -> block.set("type", "CNAME").set("values", texts("a.b", "c.d"))));
  }

  @Test
  void nothingIsSaidOfWhatIsNotKnownYet() {
    var block = Samples.node();
    block.set("name", Value.unknown(Types.STRING)).set("address", Value.unknown(Types.STRING));
    block.nested("clustering").set("members", Value.unknown(Types.list(Types.STRING)));
    block.nested("database").set("password", Value.unknown(Types.STRING));
    block.set("load_balancer_certificate", Value.unknown(Types.STRING));
    assertThat(faults("es_node", block)).isEmpty();
  }

  private static void assertOnly(List<AttributeDiagnostic> faults, String path, String summary) {
    assertThat(faults)
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.summary()).isEqualTo(summary);
          assertThat(fault.path()).hasToString(path);
          assertThat(fault.detail()).isNotBlank();
        });
  }

  private static Arguments fault(String path, String summary, Consumer<Block> breaking) {
    return Arguments.of(path, summary, breaking);
  }

  private static Arguments nested(String block, String name, String summary, Value value) {
    Consumer<Block> breaking =
        whole -> {
          whole.nested(block).set(name, value);
          if (name.equals("carbon")) {
            whole.nested(block).set("registry", value);
          }
        };
    return fault(block + "." + name, summary, breaking);
  }

  private static Arguments virtualHost(String name, String summary, Value value) {
    return fault(
        "virtual_host[0]." + name,
        summary,
        (Consumer<Block>) whole -> whole.nested("virtual_host").set(name, value));
  }

  private static Value texts(String... texts) {
    return Value.listOf(List.of(texts));
  }

  private static Value scripts(String database, String script) {
    return Value.mapOf(Types.STRING, Map.of(database, Value.of(script)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "10.89.7.10, -",
        "10.89.9.10, -",
        "10.89.8.10, Address outside the subnets",
        "10.89.9.3, Reserved address",
        "10.89.9.255, Reserved address"
      })
  void aHostStandsInASubnet(String address, @Nullable String summary) {
    Value subnets =
        Value.mapOf(
            Types.STRING,
            Map.of("10.89.7.0/24", Value.of("subnet-1"), "10.89.9.0/24", Value.of("subnet-2")));
    var block = Samples.database();
    block.set("address", address);
    block.set(
        "network",
        Value.objectOf(
            Map.of("id", Value.of("net-1"), "cidr", Value.of("10.89.0.0/16"), "subnets", subnets)));
    List<AttributeDiagnostic> faults = faults("es_database", block);
    if (summary == null) {
      assertThat(faults).isEmpty();
    } else {
      assertOnly(faults, "address", summary);
    }
  }

  private static Value network(String cidr) {
    return Value.objectOf(Map.of("id", Value.of("net-1"), "cidr", Value.of(cidr)));
  }
}
