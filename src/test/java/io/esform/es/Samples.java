package io.esform.es;

import io.esform.provider.Arguments;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Valid blocks of a small cluster, for tests of single invalid arguments.
final class Samples {

  static final String SHA256 = "0123456789abcdef".repeat(4);
  static final List<String> MEMBERS =
      List.of("10.89.7.11", "10.89.7.12", "10.89.7.21", "10.89.7.22");
  static final String CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

  private Samples() {}

  /// The files of a host for a reader, as a plan records and shows them.
  static SortedMap<String, RenderedFile> resultingFiles(HostKind kind, ObjectValue host) {
    return recordedFiles(
        kind, host.with("files", RenderedFiles.attribute(kind.files(Arguments.of(host)))));
  }

  /// @param recorded with the checksums of its files
  static SortedMap<String, RenderedFile> recordedFiles(HostKind kind, ObjectValue recorded) {
    RenderedFiles files = RenderedFiles.of(kind, recorded);
    return files.resulting(kind.results(Arguments.of(recorded), files.files()));
  }

  static Value network(Value id) {
    return Value.objectOf(Map.of("id", id, "cidr", Value.of("10.89.7.0/24")));
  }

  private static Block host(HostKind kind, String name, String address) {
    return new Block(kind.schema())
        .set("name", name)
        .set("address", address)
        .set("network", network(Value.of("net-1")));
  }

  static Block database() {
    return host(new DatabaseHost(), "database", "10.89.7.10").set("password", "geheim-1");
  }

  static Block loadBalancer() {
    var balancer = host(new LoadBalancerHost(), "balancer", "10.89.7.5");
    balancer.add("tls").set("certificate", CERTIFICATE).set("private_key", "the key");
    virtualHost(balancer, "publisher", MEMBERS.subList(0, 2));
    virtualHost(balancer, "store", MEMBERS.subList(2, 4));
    return balancer;
  }

  private static void virtualHost(Block balancer, String role, List<String> nodes) {
    balancer
        .add("virtual_host")
        .set("role", role)
        .set("host_name", role + ".es-wso2.com")
        .set("nodes", Value.listOf(nodes));
  }

  static Block node() {
    var node =
        host(new NodeHost(new FakeInputFiles(Map.of())), "publisher-1", "10.89.7.11")
            .set("role", "publisher");
    node.set("load_balancer_certificate", CERTIFICATE);
    node.add("host_names")
        .set("publisher", "publisher.es-wso2.com")
        .set("store", "store.es-wso2.com");
    node.add("admin").set("password", "geheim-7");
    node.add("pack").set("source", "/packs/wso2es.zip").set("sha256", SHA256);
    node.add("clustering").set("members", Value.listOf(MEMBERS));
    var database = node.add("database");
    database.set("host", "carbondb.mysql-wso2.com").set("password", "geheim-1");
    database.add("driver").set("source", "https://example.com/driver.jar").set("sha256", SHA256);
    return node;
  }

  static Block dnsRecord() {
    return new Block(new DnsRecordType(_ -> new FakePlatform()).schema())
        .set("network", network(Value.of("net-1")))
        .set("name", "store.es-wso2.com")
        .set("values", Value.listOf(Types.STRING, List.of(Value.of("10.89.7.5"))));
  }
}
