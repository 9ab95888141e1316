package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.FakeInputFiles;
import io.esform.testing.Workbench;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Errors that are reported without a call to AWS.
class Ec2FaultsTest {

  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJLHYMxAZFvxDvP+v/jr+Ocp5BLJ4ljkKocjY6q3cyc8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol = 'tcp'; cidr_blocks = ['0.0.0.0/0']                                | Missing port",
        "protocol = 'tcp'; from_port = 1; to_port = 70000; self = true               | Port out of range",
        "protocol = 'tcp'; from_port = 1.5; to_port = 2; self = true                 | Port out of range",
        "protocol = 'udp'; from_port = 9; to_port = 8; self = true                   | Ports in wrong order",
        "protocol = 'icmp'; from_port = 8; to_port = 256; self = true                | Port out of range",
        "protocol = '-1'; from_port = 80; to_port = 80; self = true                  | Protocol without ports",
        "protocol = 'http'; self = true                                              | Unknown protocol",
        "protocol = '256'; self = true                                               | Unknown protocol",
        "protocol = '-1'                                                             | Missing peer",
        "protocol = '-1'; cidr_blocks = []                                           | Missing peer",
        "protocol = '-1'; cidr_blocks = ['10.0.0.1/8']                               | Invalid peer",
        "protocol = '-1'; ipv6_cidr_blocks = ['10.0.0.0/8']                          | Invalid peer",
        "protocol = '-1'; security_groups = ['web']                                  | Invalid peer",
        "protocol = '-1'; self = true; description = 'ä'                             | Invalid description",
        "protocol = '-1'; self = true } ingress { protocol = 'all'; self = true      | Duplicate rule"
      })
  void aWrongRuleIsRefused(String block, String summary) {
    refuses("aws_security_group", "name = 'a'; ingress { " + block + " }", summary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol = '-1'; from_port = 0; to_port = 0; cidr_blocks = ['0.0.0.0/0']",
        "protocol = 'icmp'; from_port = 8; to_port = -1; self = true",
        "protocol = '50'; security_groups = ['123456789012/sg-0123abcd']",
        "protocol = '-1'; self = true } egress { protocol = '-1'; self = true",
        "protocol = 'tcp'; from_port = 1; to_port = 1; security_groups = [aws_security_group.b.id]"
      })
  void aRightRuleIsTaken(String block) {
    String other = "\nresource \"aws_security_group\" \"b\" {\n  name = \"b\"\n}\n";
    assertThatCode(() -> plan("aws_security_group", "name = 'a'; ingress { " + block + " }", other))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws_security_group | name = 'sg-a'                                   | Invalid name",
        "aws_security_group | name = 'ä'                                      | Invalid name",
        "aws_subnet | vpc_id = 'vpc-1'; cidr_block = '10.0.0.0/8'             | Invalid CIDR block",
        "aws_eip | domain = 'standard'                                        | Unknown domain",
        "aws_nat_gateway | subnet_id = 'subnet-1'                             | Missing address",
        "aws_nat_gateway | subnet_id = 'subnet-1'; connectivity_type = 'both' | Unknown connectivity type",
        "aws_nat_gateway | subnet_id = 'a'; connectivity_type = 'private'; allocation_id = 'b' | Conflicting arguments",
        "aws_key_pair | key_name = 'a'; public_key = 'ssh-dss AAAA'           | Invalid public key",
        "aws_key_pair | key_name = 'a'; public_key = 'ssh-rsa AAAA'           | Invalid public key",
        "aws_key_pair | key_name = 'a'; public_key = 'BEGIN PRIVATE KEY'      | private key",
        "aws_route_table | vpc_id = 'a'; route { cidr_block = '0.0.0.0/0' }   | Missing target",
        "aws_route_table | vpc_id = 'a'; route { cidr_block = '0.0.0.0/0'; gateway_id = 'a'; nat_gateway_id = 'b' } | Several targets",
        "aws_route_table | vpc_id = 'a'; route { cidr_block = '0/0'; gateway_id = 'a' } | Invalid CIDR block",
        "aws_route_table | vpc_id = 'a'; route { cidr_block = '0.0.0.0/0'; gateway_id = 'a' } route { cidr_block = '0.0.0.0/0'; gateway_id = 'b' } | Duplicate route"
      })
  void aWrongArgumentIsRefused(String type, String body, String summary) {
    refuses(type, body, summary);
  }

  @ParameterizedTest
  @CsvSource({"ssh-rsa", "ssh-ed25519 AAAAB3NzaC1yc2E", "ssh-rsa !!!!"})
  void aDamagedKeyIsRefusedWithoutBeingShown(String key) {
    assertThatThrownBy(() -> plan("aws_key_pair", "key_name = 'a'; public_key = '" + key + "'", ""))
        .hasMessageContaining("Invalid public key")
        .message()
        .doesNotContain("AAAAB3");
    assertThatCode(() -> plan("aws_key_pair", "key_name = 'a'; public_key = '" + KEY + "'", ""))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"subnet-1, subnet-1", "subnet-2, subnet-2"})
  void twoTablesCannotHaveOneSubnet(String one, String other) {
    String second =
        "resource \"aws_route_table\" \"b\" {\n  vpc_id = \"vpc-1\"\n  subnet_ids = [\"%s\"]\n}\n"
            .formatted(other);
    assertThatThrownBy(
            () -> plan("aws_route_table", "vpc_id = 'vpc-1'; subnet_ids = ['" + one + "']", second))
        .hasMessageContaining("route table of subnet");
  }

  private static void refuses(String type, String body, String summary) {
    assertThatThrownBy(() -> plan(type, body, "")).hasMessageContaining(summary);
  }

  private static void plan(String type, String body, String more) {
    String lines =
        body.replace('\'', '"').replace("; ", "\n").replace("{ ", "{\n").replace(" }", "\n}\n");
    new Workbench(new AwsProvider(InstantSource.system(), new FakeInputFiles(Map.of())))
        .plan(
            "provider \"aws\" {\n  region = \"eu-central-1\"\n}\nresource \"%s\" \"a\" {\n%s\n}\n%s"
                .formatted(type, lines, more));
  }
}
