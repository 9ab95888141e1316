package io.esform.render.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Configurations of a database and a load balancer, the same on this machine and on AWS, in three
/// generations with different secrets and settings.
final class TwoHosts {

  static final String DATABASE = "db";
  static final String BALANCER = "front";

  /// The bucket with the bundles on AWS, except those of the first generation, which are in
  /// user-data.
  static final String BUCKET = "es-bundles";

  /// The address of this machine for the hosts.
  static final String GATEWAY = "10.89.94.1";

  private static final String CIDR = "10.89.94.0/24";

  private final String networkName;
  private final List<String> pems = new ArrayList<>();

  /// @param network the name of the network on this machine
  TwoHosts(String network) {
    this.networkName = network;
  }

  /// @return a time at which all certificates are valid
  Instant makeCertificates(Path directory) throws IOException, InterruptedException {
    for (int generation = 1; generation <= 3; generation++) {
      makeCertificate(directory);
    }
    return Files.getLastModifiedTime(directory.resolve("certificate")).toInstant();
  }

  String certificate(int generation) {
    return pems.get(2 * generation - 2).strip();
  }

  String privateKey(int generation) {
    return pems.get(2 * generation - 1).strip();
  }

  /// Creates a certificate and its key.
  private void makeCertificate(Path directory) throws IOException, InterruptedException {
    Path certificate = directory.resolve("certificate");
    Path key = directory.resolve("key");
    var made =
        Command.run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=store.es-wso2.com",
            "-addext",
            "subjectAltName=DNS:store.es-wso2.com",
            "-out",
            certificate.toString(),
            "-keyout",
            key.toString());
    assertThat(made.status()).as(made.output()).isZero();
    pems.add(Files.readString(certificate));
    pems.add(Files.readString(key));
  }

  static String password(int generation) {
    return "s3cret-word-" + generation;
  }

  String network() {
    return """
    provider "local" {}
    resource "local_network" "this" {
      name = "%s"
      cidr = "%s"
    }
    """
        .formatted(networkName, CIDR);
  }

  String onThisMachine(int generation) {
    return network()
        + hosts("{ id = local_network.this.id, cidr = local_network.this.cidr }", generation);
  }

  String onAws(int generation) {
    String network =
        """
        resource "aws_vpc" "main" {
          cidr_block = "%1$s"
        }
        resource "aws_subnet" "a" {
          vpc_id     = aws_vpc.main.id
          cidr_block = "%1$s"
        }
        """
            .formatted(CIDR);
    String bundles =
        generation == 1 ? "" : ", bundles = \"s3://" + BUCKET + "/" + generation + "\"";
    return network
        + hosts(
            "{ id = aws_vpc.main.id, cidr = aws_vpc.main.cidr_block, subnets ="
                + " { (aws_subnet.a.cidr_block) = aws_subnet.a.id }"
                + bundles
                + " }",
            generation);
  }

  private String hosts(String network, int generation) {
    return """
    resource "es_database" "this" {
      name            = "%1$s"
      address         = "10.89.94.10"
      user            = "esform"
      password        = "%2$s"
      max_connections = %3$d
      network         = %4$s

      deletion_protection = false
    }
    resource "es_load_balancer" "this" {
      name    = "%5$s"
      address = "10.89.94.5"
      network = %4$s

      # There are no nodes.
      skipped_probes = ["login_form", "redirects", "nodes"]

      tls {
        certificate = "%6$s"
        private_key = "%7$s"
      }
      virtual_host {
        role      = "%9$s"
        host_name = "store.es-wso2.com"
        nodes     = ["10.89.94.2%8$d"]
      }
    }
    """
        .formatted(
            DATABASE,
            password(generation),
            400 + 100 * generation,
            network,
            BALANCER,
            certificate(generation).replace("\n", "\\n"),
            privateKey(generation).replace("\n", "\\n"),
            generation,
            generation == 3 ? "publisher" : "store");
  }
}
