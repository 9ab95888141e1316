package io.esform.providers.aws;

import io.esform.testing.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A configuration of everything that a cluster on AWS has: the module `network-aws`, hosts, a
/// managed database, and names.
final class ClusterText {

  /// How many hosts stand beside the load balancer.
  static final int HOSTS = 3;

  private static final Path MODULE = Path.of("modules", "network-aws");

  private ClusterText() {}

  static Workbench addModule(Workbench bench) {
    try {
      for (String file : List.of("main.esf", "variables.esf", "outputs.esf")) {
        bench.withFile("network-aws/" + file, Files.readString(MODULE.resolve(file)));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bench;
  }

  /// @param connections that each host takes
  /// @param databaseClass the managed database's size
  /// @param kernel that the first host's image has
  static String of(int connections, String databaseClass, String kernel) {
    return """
    module "network" {
      source             = "./network-aws"
      name               = "es"
      availability_zones = ["eu-central-1a", "eu-central-1b"]
      domain             = "es.test"
    }

    locals {
      network = module.network.network
    }

    resource "es_database" "host" {
      count           = %d
      depends_on      = [module.network]
      name            = "host-${count.index}"
      network         = local.network
      address         = cidrhost(module.network.private_cidrs[count.index %% 2], 10 + count.index)
      image           = "ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-${count.index == 0 ? "%s" : "default"}-x86_64"
      password        = "s3cret-word"
      max_connections = %d
    }

    resource "es_load_balancer" "this" {
      name          = "load-balancer"
      depends_on    = [es_database.host]
      network       = local.network
      address       = cidrhost(module.network.public_cidrs[0], 5)
      allocation_id = module.network.allocation_id
      tls {
        certificate = "the certificate"
        private_key = "the key"
      }
      virtual_host {
        role      = "store"
        host_name = "store.es.test"
        nodes     = [for host in es_database.host : host.address]
      }
    }

    resource "aws_db_subnet_group" "this" {
      name       = "es"
      subnet_ids = module.network.private_subnet_ids
    }

    resource "aws_db_parameter_group" "this" {
      name   = "es"
      family = "mysql8.0"
      parameter {
        name  = "max_connections"
        value = "1000"
      }
    }

    resource "es_database" "managed" {
      name     = "managed"
      engine   = "rds"
      size     = "%s"
      password = "s3cret-word"
      network  = local.network
      rds {
        subnet_group_name    = aws_db_subnet_group.this.name
        parameter_group_name = aws_db_parameter_group.this.name
        skip_final_snapshot  = true
      }
    }

    resource "es_dns_record" "managed" {
      network = local.network
      name    = "managed.es.test"
      type    = "CNAME"
      values  = [es_database.managed.endpoint]
    }

    resource "es_dns_record" "host" {
      count   = 4
      network = local.network
      name    = "name-${count.index}.es.test"
      values  = [es_load_balancer.this.address]
    }
    """
        .formatted(HOSTS, kernel, connections, databaseClass);
  }
}
