package io.esform.providers.aws;

/// Configurations of one database host and its network.
final class HostText {

  /// An image that exists in every emulated account.
  static final String IMAGE =
      "image = \"ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64\"";

  /// The host's address in {@link #of}.
  static final String HOST = "es_database.this";

  /// The name of the host's secret, after the id of its network.
  static final String SECRET = "/db";

  private HostText() {}

  /// @param lines of the host's block
  static String of(String... lines) {
    return NETWORK
        + """
        resource "es_database" "this" {
          name     = "db"
          address  = "10.20.1.10"
          password = "s3cret-word"
          deletion_protection = false
          %s
          network = {
            id              = aws_vpc.main.id
            cidr            = aws_vpc.main.cidr_block
            subnets         = { (aws_subnet.a.cidr_block) = aws_subnet.a.id }
            security_groups = { database = [aws_security_group.database.id] }
          }
        }
        """
            .formatted(String.join("\n  ", lines));
  }

  /// The network of the host.
  static final String NETWORK =
      """
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
      """;
}
