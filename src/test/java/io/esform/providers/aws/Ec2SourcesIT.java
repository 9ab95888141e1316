package io.esform.providers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import io.esform.value.Value;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// The data sources of EC2, on the emulated AWS.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class Ec2SourcesIT {

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void theZonesOfTheRegionAreNamedInOrder() {
    String source = "data \"aws_availability_zones\" \"a\" {\n  state = \"available\"\n}\n";
    assertThat(output(source, "data.aws_availability_zones.a.names"))
        .isEqualTo(Value.of("eu-central-1a eu-central-1b eu-central-1c"));
  }

  @Test
  void theNewestImageThatFitsIsTaken() {
    assertThat(output(image("most_recent = true"), "[data.aws_ami.a.name]").toString())
        .contains("amzn");
  }

  @Test
  void severalImagesAreAFaultUnlessTheNewestIsAskedFor() {
    assertThatThrownBy(() -> output(image(""), "[data.aws_ami.a.id]"))
        .hasMessageContaining("Several images")
        .hasMessageContaining("most_recent");
  }

  @Test
  void noImageIsAFaultThatNamesTheRegion() {
    assertThatThrownBy(() -> output(image("name_regex = \"^nothing$\""), "[data.aws_ami.a.id]"))
        .hasMessageContaining("Image not found")
        .hasMessageContaining("eu-central-1");
  }

  @Test
  void aWrongPatternIsAFault() {
    assertThatThrownBy(() -> output(image("name_regex = \"(\""), "[data.aws_ami.a.id]"))
        .hasMessageContaining("Invalid regular expression");
  }

  private static String image(String line) {
    return """
    data "aws_ami" "a" {
      owners = ["amazon"]
      filter {
        name   = "name"
        values = ["amzn*"]
      }
      %s
    }
    """
        .formatted(line);
  }

  @Test
  void aVpcIsFoundByItsTagsAndItsSubnetsByTheVpc() {
    var bench = new AwsBench(aws);
    String main =
        """
        resource "aws_vpc" "a" {
          cidr_block = "10.20.0.0/16"
          tags       = { Name = "a" }
        }

        resource "aws_subnet" "a" {
          count      = 2
          vpc_id     = aws_vpc.a.id
          cidr_block = cidrsubnet("10.20.0.0/16", 8, count.index)
        }
        """;
    bench.apply(main);
    String sources =
        """
        data "aws_vpc" "a" {
          tags = { Name = "a" }
        }

        data "aws_subnets" "a" {
          filter {
            name   = "vpc-id"
            values = [data.aws_vpc.a.id]
          }
        }

        data "aws_vpc" "standard" {
          default = true
        }
        """;
    assertThat(output(sources, "[data.aws_vpc.a.cidr_block]")).isEqualTo(Value.of("10.20.0.0/16"));
    assertThat(output(sources, "data.aws_subnets.a.ids"))
        .isEqualTo(
            Value.of(
                List.of(bench.id("aws_subnet.a[0]"), bench.id("aws_subnet.a[1]")).stream()
                    .sorted()
                    .reduce("", (one, other) -> one.isEmpty() ? other : one + " " + other)));
    assertThat(output(sources, "[data.aws_vpc.standard.id]"))
        .isNotEqualTo(Value.of(bench.id("aws_vpc.a")));
    bench.destroy(main);
  }

  @Test
  void noVpcIsAFault() {
    String source = "data \"aws_vpc\" \"a\" {\n  id = \"vpc-0123456789abcdef0\"\n}\n";
    assertThatThrownBy(() -> output(source, "[data.aws_vpc.a.id]"))
        .hasMessageContaining("VPC not found");
  }

  /// The value of an output after an apply: the texts of a list, separated by spaces.
  private Value output(String main, String list) {
    var bench = new AwsBench(aws);
    bench.apply(main + "\noutput \"found\" {\n  value = join(\" \", " + list + ")\n}\n");
    return bench.output("found");
  }
}
