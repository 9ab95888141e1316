package io.esform.providers.aws;

import io.esform.testing.aws.AwsBench;
import io.esform.testing.aws.Emulation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Portable hosts as instances.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class HostsIT {

  private static final String IMAGE =
      "image = \"ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\"";

  @AutoClose private final Emulation aws = Emulation.start();

  @BeforeEach
  void forget() {
    aws.reset();
  }

  @Test
  void aHostIsLaunchedRebootedForItsConfigurationAndTerminated() {
    var bench = new AwsBench(aws, IMAGE);
    bench.apply(main(500));
    bench.apply(main(600));
    bench.destroy(main(600));
    aws.checkRequests("host");
  }

  private static String main(int connections) {
    return """
    resource "aws_vpc" "main" {
      cidr_block = "10.20.0.0/16"
    }
    resource "aws_subnet" "a" {
      vpc_id     = aws_vpc.main.id
      cidr_block = "10.20.1.0/24"
    }
    resource "aws_security_group" "database" {
      name        = "database"
      description = "The database."
      vpc_id      = aws_vpc.main.id
    }
    resource "es_database" "this" {
      name            = "db"
      address         = "10.20.1.10"
      password        = "s3cret-word"
      max_connections = %d
      network = {
        id              = aws_vpc.main.id
        cidr            = aws_vpc.main.cidr_block
        subnets         = { (aws_subnet.a.cidr_block) = aws_subnet.a.id }
        security_groups = { database = [aws_security_group.database.id] }
      }
    }
    """
        .formatted(connections);
  }
}
