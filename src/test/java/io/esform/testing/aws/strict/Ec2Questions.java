package io.esform.testing.aws.strict;

import io.esform.testing.aws.AwsProxy.Upstream;
import java.io.IOException;
import java.util.List;
import org.w3c.dom.Element;

/// Reads the objects of EC2 from the emulator.
final class Ec2Questions {

  private final Upstream emulator;

  Ec2Questions(Upstream emulator) {
    this.emulator = emulator;
  }

  List<Element> instances() throws IOException, InterruptedException {
    return ask("DescribeInstances", "instancesSet");
  }

  List<Element> subnets(String filter, String value) throws IOException, InterruptedException {
    return ask("DescribeSubnets&" + filter(filter, value), "subnetSet");
  }

  List<Element> groups(String vpc) throws IOException, InterruptedException {
    return ask("DescribeSecurityGroups&" + filter("vpc-id", vpc), "securityGroupInfo");
  }

  List<Element> groups() throws IOException, InterruptedException {
    return ask("DescribeSecurityGroups", "securityGroupInfo");
  }

  List<Element> routeTables(String vpc) throws IOException, InterruptedException {
    return ask("DescribeRouteTables&" + filter("vpc-id", vpc), "routeTableSet");
  }

  List<Element> internetGateways(String vpc) throws IOException, InterruptedException {
    return ask(
        "DescribeInternetGateways&" + filter("attachment.vpc-id", vpc), "internetGatewaySet");
  }

  List<Element> natGateways() throws IOException, InterruptedException {
    return ask("DescribeNatGateways", "natGatewaySet");
  }

  List<Element> addresses() throws IOException, InterruptedException {
    return ask("DescribeAddresses", "addressesSet");
  }

  private static String filter(String name, String value) {
    return "Filter.1.Name=%s&Filter.1.Value.1=%s".formatted(name, value);
  }

  private List<Element> ask(String question, String list) throws IOException, InterruptedException {
    return Xml.of(emulator.ask("Version=2016-11-15&Action=" + question)).items(list);
  }
}
