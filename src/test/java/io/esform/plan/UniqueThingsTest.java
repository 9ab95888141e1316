package io.esform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.address.ResourceInstanceAddress;
import io.esform.provider.ProviderDefinition;
import io.esform.providers.aws.AwsProvider;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.providers.local.LocalProvider;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.testing.FakeInputFiles;
import io.esform.testing.FakeRemoteStates;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// For every type of every provider, a plan that creates before it destroys detects values that two
/// objects cannot share.
class UniqueThingsTest {

  private static final String NETWORK =
      "network = { id = \"net-1\", cidr = \"10.89.7.0/24\", zone_id = \"Z1\" }\n";
  private static final String HOST = NETWORK + "name = \"h\"\n address = \"10.89.7.10\"\n";

  /// Types whose objects can be alike, or exist only in the state.
  private static final List<String> ALIKE =
      List.of(
          "aws_vpc",
          "aws_eip",
          "aws_route_table",
          "esform_data",
          "random_password",
          "tls_private_key",
          "tls_self_signed_cert");

  /// Types with long blocks, which are not tested here: {@link io.esform.es.HostPlanner} adds the
  /// claims of all hosts.
  private static final List<String> LONG = List.of("es_node", "es_load_balancer");

  /// @param body of a block of that type
  /// @param claimed the value that only one object can have
  /// @param from the text that `to` replaces, so that the new object has another value
  record Unique(String type, String provider, String body, String claimed, String from, String to) {
    @Override
    public String toString() {
      return type + ": " + claimed;
    }
  }

  private static Unique aws(String type, String body, String claimed, String from, String to) {
    return new Unique(type, "aws", body, claimed, from, to);
  }

  static Stream<Unique> unique() {
    return Stream.of(
        aws(
            "aws_key_pair",
            "key_name = \"k\"\n"
                + " public_key = \"ssh-ed25519"
                + " AAAAC3NzaC1lZDI1NTE5AAAAIDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw\"",
            "key pair name \"k\"",
            "\"k\"",
            "\"k2\""),
        aws(
            "aws_security_group",
            "name = \"Web\"\n vpc_id = \"vpc-1\"",
            "security group name \"web\" in vpc-1",
            "Web",
            "web-2"),
        aws(
            "aws_security_group",
            "name = \"web\"",
            "security group name \"web\" in decided",
            "web",
            "web-2"),
        aws(
            "aws_security_group",
            "name = \"web\"\n vpc_id = \"vpc-1\"",
            "security group name \"web\" in vpc-1",
            "vpc-1",
            "vpc-2"),
        aws(
            "aws_subnet",
            "cidr_block = \"10.0.1.0/24\"\n vpc_id = \"vpc-1\"",
            "address range 10.0.1.0/24 in vpc-1",
            "10.0.1.0",
            "10.0.2.0"),
        aws(
            "aws_internet_gateway",
            "vpc_id = \"vpc-1\"",
            "internet gateway of vpc-1",
            "vpc-1",
            "vpc-2"),
        aws(
            "aws_vpc_endpoint",
            "vpc_id = \"vpc-1\"\n"
                + " service_name = \"com.amazonaws.eu-central-1.s3\"\n"
                + " route_table_ids = [\"rtb-1\"]",
            "route to com.amazonaws.eu-central-1.s3 in rtb-1",
            "rtb-1",
            "rtb-2"),
        aws(
            "aws_vpc_endpoint",
            "vpc_id = \"vpc-1\"\n"
                + " service_name = \"com.amazonaws.eu-central-1.ssm\"\n"
                + " vpc_endpoint_type = \"Interface\"\n"
                + " subnet_ids = [\"subnet-1\"]\n"
                + " private_dns_enabled = true",
            "private DNS name of com.amazonaws.eu-central-1.ssm in vpc-1",
            "vpc-1",
            "vpc-2"),
        aws(
            "aws_nat_gateway",
            "subnet_id = \"subnet-1\"\n allocation_id = \"eipalloc-1\"",
            "address eipalloc-1",
            "eipalloc-1",
            "eipalloc-2"),
        aws(
            "aws_db_subnet_group",
            "name = \"g\"\n subnet_ids = [\"subnet-1\", \"subnet-2\"]",
            "DB subnet group name \"g\"",
            "\"g\"",
            "\"g2\""),
        aws(
            "aws_db_parameter_group",
            "name = \"g\"\n family = \"mysql8.0\"",
            "DB parameter group name \"g\"",
            "\"g\"",
            "\"g2\""),
        aws(
            "aws_iam_role",
            "name = \"R\"\n assume_role_policy = \"{}\"",
            "IAM role name \"r\"",
            "\"R\"",
            "\"r2\""),
        aws(
            "aws_iam_instance_profile",
            "name = \"p\"",
            "IAM instance profile name \"p\"",
            "\"p\"",
            "\"p2\""),
        aws("aws_secretsmanager_secret", "name = \"s\"", "secret name \"s\"", "\"s\"", "\"s2\""),
        aws(
            "aws_s3_bucket",
            "bucket = \"bucket-1\"",
            "bucket name \"bucket-1\"",
            "bucket-1",
            "bucket-2"),
        aws(
            "aws_s3_object",
            "bucket = \"bucket-1\"\n key = \"a/b\"\n content = \"x\"",
            "object bucket-1/a/b",
            "a/b",
            "a/c"),
        aws(
            "aws_route53_zone",
            "name = \"Example.com.\"\n vpc {\n vpc_id = \"vpc-1\"\n}",
            "zone example.com in vpc-1",
            "Example.com",
            "example.org"),
        aws(
            "es_dns_record",
            NETWORK + "name = \"store.example.com\"\n values = [\"10.89.7.5\"]",
            "DNS name store.example.com in 10.89.7.0/24",
            "store.",
            "shop."),
        aws(
            "es_database",
            "engine = \"rds\"\n"
                + NETWORK
                + "name = \"db\"\n password = \"geheim-12\"\n deletion_protection = false\n"
                + " rds {\n subnet_group_name = \"g\"\n}\n",
            "managed database db",
            "\"db\"",
            "\"db-2\""),
        new Unique(
            "es_database",
            "local",
            HOST + "password = \"geheim-12\"\n deletion_protection = false\n",
            "address 10.89.7.10 in 10.89.7.0/24",
            "name = \"h\"\n address = \"10.89.7.10\"",
            "name = \"h2\"\n address = \"10.89.7.11\""),
        new Unique(
            "es_database",
            "local",
            HOST + "password = \"geheim-12\"\n deletion_protection = false\n",
            "host name h in 10.89.7.0/24",
            "name = \"h\"\n address = \"10.89.7.10\"",
            "name = \"h2\"\n address = \"10.89.7.11\""),
        new Unique(
            "local_network",
            "local",
            "name = \"n\"\n cidr = \"10.89.7.0/24\"",
            "network name \"n\"",
            "name = \"n\"\n cidr = \"10.89.7.0/24\"",
            "name = \"n2\"\n cidr = \"10.89.8.0/24\""),
        new Unique(
            "local_network",
            "local",
            "name = \"n\"\n cidr = \"10.89.7.0/24\"",
            "address range 10.89.7.0/24",
            "name = \"n\"\n cidr = \"10.89.7.0/24\"",
            "name = \"n2\"\n cidr = \"10.89.8.0/24\""));
  }

  @ParameterizedTest
  @MethodSource("unique")
  void theNewObjectCannotBeCreatedFirstWithTheSame(Unique unique) {
    String text = text(unique.type(), unique.provider(), unique.body());

    List<String> errors = planned(text).on(tainted(text)).diagnostics();

    assertThat(errors).allMatch(it -> it.startsWith("Cannot create before destroy: "));
    assertThat(errors)
        .anyMatch(it -> it.contains("But the %s can belong to".formatted(unique.claimed())));
  }

  @ParameterizedTest
  @MethodSource("unique")
  void itCanWithAnother(Unique unique) {
    String text = text(unique.type(), unique.provider(), unique.body());
    String other = text.replace(unique.from(), unique.to());
    assertThat(other).isNotEqualTo(text);

    PlanFixture fixture = planned(other).on(tainted(text));

    assertThat(fixture.diagnostics()).isEmpty();
    assertThat(fixture.plan().changes().getFirst().replacement().createFirst()).isTrue();
  }

  @Test
  void aRouteTableTakesTheSubnetsOfTheOneThatItReplaces() {
    String text =
        text("aws_route_table", "aws", "vpc_id = \"vpc-1\"\n subnet_ids = [\"subnet-1\"]");

    assertThat(planned(text).on(tainted(text)).diagnostics()).isEmpty();
  }

  @Test
  void twoProviderConfigurationsReachDifferentThings() {
    String text =
        """
        provider "aws" { region = "eu-west-1" }
        provider "aws" {
          alias  = "west"
          region = "us-west-2"
        }
        resource "aws_security_group" "a" { name = "web" }
        resource "aws_security_group" "b" {
          name     = "web"
          provider = %s
        }
        """;

    assertThat(planned(text.formatted("aws.west")).diagnostics()).isEmpty();
    assertThat(planned(text.formatted("aws")).diagnostics())
        .singleElement()
        .asString()
        .startsWith("Unique value used twice: The security group name \"web\" in the default VPC");
  }

  @Test
  void anAliasHasNoOtherRecordsBesideIt() {
    String record = NETWORK + "name = \"a.example.com\"\n";
    String text =
        "resource \"es_dns_record\" \"a\" {\n provider = aws\n values = [\"10.89.7.5\"]\n"
            + record
            + "}\n"
            + "resource \"es_dns_record\" \"b\" {\n"
            + " provider = aws\n"
            + " type = \"CNAME\"\n"
            + " values = [\"b.example.com\"]\n"
            + record
            + "}\n";

    assertThat(planned(text).diagnostics())
        .singleElement()
        .asString()
        .startsWith("Unique value used twice");
  }

  @Test
  void everyTypeIsJudged() {
    var types = new TreeSet<String>();
    providers().forEach(provider -> types.addAll(provider.resourceTypes().keySet()));
    var judged = new TreeSet<String>(ALIKE);
    judged.addAll(LONG);
    unique().forEach(it -> judged.add(it.type()));

    assertThat(types).isEqualTo(judged);
  }

  private static String text(String type, String provider, String body) {
    return """
    resource "%s" "this" {
      provider = %s
      %s
      lifecycle {
        create_before_destroy = true
      }
    }
    """
        .formatted(type, provider, body);
  }

  private static PlanFixture planned(String text) {
    return PlanFixture.of(text).offline(providers());
  }

  private static List<ProviderDefinition> providers() {
    var files = new FakeInputFiles(Map.of());
    Clock clock = Clock.systemUTC();
    return List.of(
        new AwsProvider(clock, files),
        new LocalProvider(Map.of(), clock, files),
        new BuiltinProvider(new SecureRandom(), clock, new FakeRemoteStates()));
  }

  /// The state after the objects were created and marked as tainted.
  private static State tainted(String text) {
    var instances = new TreeMap<ResourceInstanceAddress, InstanceState>();
    PriorThings.applied(planned(text).plan())
        .instances()
        .forEach((address, state) ->
            instances.put(
                address,
                state
                    .withAttributes((ObjectValue) known(state.attributes()))
                    .withStatus(Status.TAINTED)));
    return State.empty("lineage").withInstances(instances);
  }

  private static Value known(Value value) {
    return switch (value) {
      case Value.UnknownValue(var type) -> some(type);
      case ObjectValue(var attributes) -> {
        var known = new TreeMap<String, Value>();
        attributes.forEach((name, inner) -> known.put(name, known(inner)));
        yield Value.objectOf(known);
      }
      default -> value;
    };
  }

  private static Value some(Type type) {
    if (type.equals(Types.STRING)) {
      return Value.of("decided");
    }
    return type.equals(Types.BOOL) ? Value.of(true) : Value.nullOf(type);
  }
}
