package io.esform.testing.aws;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The objects in an account that was empty at first.
public final class Leftovers {

  private final Emulation aws;
  private final List<String> found = new ArrayList<>();

  private Leftovers(Emulation aws) {
    this.aws = aws;
  }

  /// Each object by kind and id, without those that every account has.
  public static List<String> of(Emulation aws) {
    var leftovers = new Leftovers(aws);
    leftovers.lookAtEc2();
    leftovers.lookAtOthers();
    return List.copyOf(leftovers.found);
  }

  private void lookAtEc2() {
    try (Ec2Client ec2 = client(Ec2Client.builder())) {
      ec2.describeInstances().reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
          .forEach(instance -> found.add("instance " + instance.instanceId()));
      ec2.describeVpcs(request -> request.filters(isDefault("false")))
          .vpcs()
          .forEach(vpc -> found.add("VPC " + vpc.vpcId()));
      ec2.describeSubnets().subnets().stream()
          .filter(subnet -> !subnet.defaultForAz())
          .forEach(subnet -> found.add("subnet " + subnet.subnetId()));
      ec2.describeSecurityGroups().securityGroups().stream()
          .filter(group -> !group.groupName().equals("default"))
          .forEach(group -> found.add("security group " + group.groupName()));
      ec2.describeAddresses()
          .addresses()
          .forEach(address -> found.add("address " + address.allocationId()));
      List<NatGateway> gateways = ec2.describeNatGateways().natGateways();
      gateways.stream()
          .filter(gateway -> gateway.state() != NatGatewayState.DELETED)
          .forEach(gateway -> found.add("NAT gateway " + gateway.natGatewayId()));
      Set<String> ofDeleted = interfacesOfDeleted(gateways);
      ec2.describeInternetGateways()
          .internetGateways()
          .forEach(gateway -> found.add("internet gateway " + gateway.internetGatewayId()));
      ec2.describeNetworkInterfaces().networkInterfaces().stream()
          .filter(it -> !ofDeleted.contains(it.networkInterfaceId()))
          .forEach(it -> found.add("network interface " + it.networkInterfaceId()));
      ec2.describeVolumes().volumes().forEach(it -> found.add("volume " + it.volumeId()));
    }
  }

  /// The emulator keeps them; EC2 removes them with their gateway.
  private static Set<String> interfacesOfDeleted(List<NatGateway> gateways) {
    return gateways.stream()
        .filter(gateway -> gateway.state() == NatGatewayState.DELETED)
        .flatMap(gateway -> gateway.natGatewayAddresses().stream())
        .map(NatGatewayAddress::networkInterfaceId)
        .collect(Collectors.toSet());
  }

  private static Filter isDefault(String value) {
    return Filter.builder().name("is-default").values(value).build();
  }

  private void lookAtOthers() {
    try (RdsClient rds = client(RdsClient.builder());
        Route53Client route53 = client(Route53Client.builder());
        IamClient iam = client(IamClient.builder());
        S3Client s3 = client(S3Client.builder().forcePathStyle(true));
        SecretsManagerClient secrets = client(SecretsManagerClient.builder())) {
      rds.describeDBInstances()
          .dbInstances()
          .forEach(it -> found.add("database " + it.dbInstanceIdentifier()));
      rds.describeDBSubnetGroups()
          .dbSubnetGroups()
          .forEach(it -> found.add("subnet group " + it.dbSubnetGroupName()));
      rds.describeDBParameterGroups().dbParameterGroups().stream()
          .filter(it -> !it.dbParameterGroupName().startsWith("default."))
          .forEach(it -> found.add("parameter group " + it.dbParameterGroupName()));
      route53.listHostedZones().hostedZones().forEach(it -> found.add("zone " + it.name()));
      iam.listRoles().roles().forEach(it -> found.add("role " + it.roleName()));
      iam.listInstanceProfiles()
          .instanceProfiles()
          .forEach(it -> found.add("instance profile " + it.instanceProfileName()));
      s3.listBuckets().buckets().forEach(it -> found.add("bucket " + it.name()));
      secrets.listSecrets().secretList().forEach(it -> found.add("secret " + it.name()));
    }
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create(aws.endpoint()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
