package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.providers.aws.AwsProvider;
import io.esform.testing.FakeInputFiles;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The connections of a managed database server: those of its parameter group, or the default for
/// its memory.
class ManagedConnectionsTest {

  private static final String NETWORK =
      "network = { id = \"vpc-1\", cidr = \"10.20.0.0/16\", zone_id = \"Z1\", bundles = \"s3://packs/b\" }\n";

  private static final String GROUP =
      """
      resource "aws_db_parameter_group" "this" {
        name   = "es"
        family = "mysql8.4"
        parameter {
          name  = "max_connections"
          value = "%s"
        }
      }
      """;

  private static String server(String size, String settings) {
    return """
    resource "es_database" "this" {
      name     = "es-database"
      engine   = "rds"
      password = "geheim-1"
      size     = "%s"
      %s
      rds {
        subnet_group_name = "es"
        %s
      }
    }
    """
        .formatted(size, NETWORK, settings);
  }

  private static String nodes(int count, String server) {
    return """
    resource "es_node" "this" {
      count   = %1$d
      name    = "publisher-${count.index}"
      role    = "publisher"
      address = "10.20.1.${10 + count.index}"
      %2$s
      host_names {
        publisher = "publisher.example.com"
        store     = "store.example.com"
      }
      pack {
        source = "https://example.com/pack.zip"
        sha256 = "%3$s"
      }
      admin {
        password = "geheim-7"
      }
      clustering {
        members = [for index in range(%1$d) : "10.20.1.${10 + index}"]
      }
      database {
        host     = "db.example.com"
        password = "geheim-1"
        %4$s
        driver {
          source = "https://example.com/driver.jar"
          sha256 = "%3$s"
        }
      }
    }
    """
        .formatted(count, NETWORK, "0123456789abcdef".repeat(4), server);
  }

  private static List<String> errors(String... blocks) {
    var files = new FakeInputFiles(Map.of());
    return PlanFixture.of(String.join("", blocks))
        .offline(List.of(new AwsProvider(Clock.systemUTC(), files)))
        .diagnostics();
  }

  @Test
  void withoutAParameterGroupTheMemoryDecides() {
    String byName = "server = \"es-database\"";
    assertThat(errors(server("db.t3.medium", ""), nodes(1, byName))).isEmpty();
    assertThat(errors(server("db.t3.medium", ""), nodes(2, byName)))
        .containsExactly(
            """
            Not enough connections: The database server es-database in 10.20.0.0/16 offers 341 connections (the default for the memory of db.t3.medium), but its users can need 414 at the same time:

                202  es_node.this[0]: 4 datasources × max_active 50 + 2
                202  es_node.this[1]: 4 datasources × max_active 50 + 2
                 10  es_database.this: the server itself and a person
                414  in total

            Set at main.esf:34:3, main.esf:2:14.

            Set "max_connections" in an aws_db_parameter_group of the server to at least the total, choose a class with more memory, or lower "max_active" in the pools of the nodes.\
            """);
  }

  @Test
  void theParameterGroupDecidesIfThePlanHasItsNumber() {
    String group = "parameter_group_name = aws_db_parameter_group.this.name";
    String byName = "server = \"es-database\"";
    assertThat(errors(GROUP.formatted(414), server("db.t3.medium", group), nodes(2, byName)))
        .isEmpty();
    assertThat(errors(GROUP.formatted(413), server("db.t3.medium", group), nodes(2, byName)))
        .singleElement()
        .asString()
        .startsWith(
            "Not enough connections: The parameter group es offers 413 connections"
                + " (max_connections), but its users can need 414 at the same time:");
  }

  @Test
  void aNumberThatThePlanDoesNotKnowIsNotChecked() {
    String byName = "server = \"es-database\"";
    String foreign = "parameter_group_name = \"made-elsewhere\"";
    assertThat(errors(server("db.t3.micro", foreign), nodes(2, byName))).isEmpty();
    String formula = GROUP.formatted("{DBInstanceClassMemory/9531392}");
    String group = "parameter_group_name = aws_db_parameter_group.this.name";
    assertThat(errors(formula, server("db.t3.micro", group), nodes(2, byName))).isEmpty();
    assertThat(errors(server("db.x2g.large", ""), nodes(9, byName))).isEmpty();
  }

  @Test
  void theMemoryLimitsTheNumberOfTheParameterGroup() {
    String group = "parameter_group_name = aws_db_parameter_group.this.name";
    assertThat(errors(GROUP.formatted(512), server("db.t3.small", group))).isEmpty();
    assertThat(errors(GROUP.formatted(513), server("db.t3.small", group)))
        .containsExactly(
            """
            Not enough connections by memory: The parameter group es offers 512 connections by memory (on the memory of db.t3.small of es-database), but its users can need 513 at the same time:

                513  aws_db_parameter_group.this: max_connections
                513  in total

            Set at main.esf:6:13.

            Each connection needs at least 1 MiB, and the buffer pool has three quarters of the memory by default. Choose a class with more memory, or lower "max_connections" and the pools of the nodes.\
            """);
  }

  /// The endpoint of a new server is unknown, so its record leads nowhere.
  @Test
  void aRecordOfAnUnknownEndpointIsNotFollowed() {
    String alias =
        """
        resource "es_dns_record" "database" {
          name   = "db.example.com"
          type   = "CNAME"
          values = [es_database.this.endpoint]
          %s
        }
        """
            .formatted(NETWORK);
    assertThat(errors(server("db.t3.micro", ""), alias, nodes(2, ""))).isEmpty();
  }
}
