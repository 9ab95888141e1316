package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.aws.AwsProvider;
import io.esform.state.State;
import io.esform.testing.FakeInputFiles;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The ports that a cluster needs, against the rules of security groups in the same plan.
class PortsTest {

  private static final String GROUPS =
      """
      resource "aws_security_group" "node" {
        name   = "node"
        vpc_id = "vpc-1"
        %s
      }
      resource "aws_security_group" "database" {
        name   = "database"
        vpc_id = "vpc-1"
        %s
      }
      """;

  private static final String HAZELCAST = rule("tcp", 4000, "self = true");
  private static final String MYSQL = rule("tcp", 3306, "security_groups = [\"sg-0a\"]");

  private static final String CLUSTER =
      """
      locals {
        network = {
          id      = "vpc-1"
          cidr    = "10.20.0.0/16"
          bundles = "s3://packs/bundles"
          security_groups = {
            node          = ["sg-0a"]
            database      = ["%s"]
          }
        }
        sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      }
      resource "es_database" "this" {
        name     = "db"
        address  = "10.20.1.5"
        password = "geheim-1"
        network  = local.network
      }
      resource "es_node" "this" {
        count   = 2
        name    = "publisher-${count.index}"
        role    = "publisher"
        address = "10.20.1.${10 + count.index}"
        network = local.network
        host_names {
          publisher = "publisher.example.com"
          store     = "store.example.com"
        }
        pack {
          source = "https://example.com/pack.zip"
          sha256 = local.sha256
        }
        admin {
          password = "geheim-7"
        }
        clustering {
          members = ["10.20.1.10", "10.20.1.11"]
        }
        database {
          host     = "10.20.1.5"
          password = "geheim-1"
          driver {
            source = "https://example.com/driver.jar"
            sha256 = local.sha256
          }
        }
      }
      """;

  private static String rule(String protocol, int port, String peers) {
    return """
    ingress {
      protocol  = "%s"
      from_port = %d
      to_port   = %2$d
      %s
    }
    """
        .formatted(protocol, port, peers);
  }

  private static PlanFixture fixture(String main) {
    var files = new FakeInputFiles(Map.of());
    return PlanFixture.of(main).offline(List.of(new AwsProvider(Clock.systemUTC(), files)));
  }

  /// Plans a new cluster with existing security groups of these rules.
  private static List<String> errors(String node, String database) {
    String groups = GROUPS.formatted(node, database);
    String cluster = CLUSTER.formatted("sg-0d");
    return fixture(groups + cluster).on(existing(groups)).diagnostics();
  }

  private static State existing(String groups) {
    State state = PriorThings.applied(fixture(groups).plan());
    var instances = new TreeMap<>(state.instances());
    instances.replaceAll((_, it) -> it.withAttributes(known(it.attributes())));
    return state.withInstances(instances);
  }

  private static ObjectValue known(ObjectValue object) {
    boolean isOfNodes = object.get("name").equals(Value.of("node"));
    return object
        .with("id", Value.of(isOfNodes ? "sg-0a" : "sg-0d"))
        .with("owner_id", Value.of("123456789012"));
  }

  @Test
  void neededPortsThatARulePermitsAreNoFault() {
    assertThat(errors(HAZELCAST, MYSQL)).isEmpty();
    assertThat(errors(rule("-1", 0, "self = true"), MYSQL)).isEmpty();
    assertThat(
            errors(
                rule("tcp", 4000, "cidr_blocks = [\"10.20.1.8/29\"]"),
                rule("tcp", 3306, "cidr_blocks = [\"0.0.0.0/0\"]")))
        .isEmpty();
    assertThat(errors(HAZELCAST, rule("tcp", 3306, "prefix_list_ids = [\"pl-01\"]"))).isEmpty();
  }

  @Test
  void aPortThatNoRulePermitsIsOneErrorWithTheHosts() {
    assertThat(errors("", MYSQL))
        .containsExactly(
            """
            Port not permitted: No rule of sg-0a permits TCP port 4000, which Hazelcast needs:

                from 10.20.1.10 in 10.20.0.0/16 to 10.20.1.11 in 10.20.0.0/16
                from 10.20.1.11 in 10.20.0.0/16 to 10.20.1.10 in 10.20.0.0/16

            Add an "ingress" block for this port and these hosts to a security group of the receiving host.\
            """);
    assertThat(errors(HAZELCAST, rule("tcp", 3307, "self = true")))
        .singleElement()
        .asString()
        .contains("TCP port 3306, which MySQL needs")
        .contains("from 10.20.1.10 in 10.20.0.0/16 to 10.20.1.5 in 10.20.0.0/16");
  }

  @Test
  void aRuleForOthersDoesNotPermit() {
    assertThat(errors(rule("udp", 4000, "self = true"), MYSQL)).hasSize(1);
    assertThat(errors(rule("tcp", 4000, "cidr_blocks = [\"10.20.2.0/24\"]"), MYSQL)).hasSize(1);
    assertThat(errors(rule("tcp", 4000, "ipv6_cidr_blocks = [\"::/0\"]"), MYSQL)).hasSize(1);
    assertThat(errors(rule("tcp", 4000, "security_groups = [\"sg-09\"]"), MYSQL)).hasSize(1);
  }

  @Test
  void groupsThatThePlanCreatesOrDoesNotHaveAreNotChecked() {
    String cluster = CLUSTER.formatted("sg-0d");
    assertThat(fixture(GROUPS.formatted("", "") + cluster).diagnostics()).isEmpty();
    assertThat(fixture(CLUSTER.formatted("sg-0e")).diagnostics()).isEmpty();
  }
}
