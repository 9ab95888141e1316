package io.esform.testing.aws.strict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.esform.testing.aws.Emulation;
import io.esform.testing.aws.OtherHand;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

/// Tests the refusals of the strict account, on which other tests rely.
@Tag("real")
@TestInstance(Lifecycle.PER_CLASS)
class StrictRulesIT {

  private final StrictAccount account = new StrictAccount();
  @AutoClose private final Emulation aws = Emulation.start(account);
  @AutoClose private final Ec2Client ec2 = OtherHand.ec2(aws);
  private String image = "";

  @BeforeEach
  void forget() {
    aws.reset();
    account.forget();
  }

  /// A network with one subnet and one group.
  private record Place(String vpc, String subnet, String group) {}

  private Place place() {
    String vpc = ec2.createVpc(request -> request.cidrBlock("10.20.0.0/16")).vpc().vpcId();
    return new Place(
        vpc,
        ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.20.1.0/24"))
            .subnet()
            .subnetId(),
        ec2.createSecurityGroup(request -> request.vpcId(vpc).groupName("a").description("a"))
            .groupId());
  }

  private RunInstancesRequest host(Place place, String address, String token) {
    if (image.isEmpty()) {
      image = ec2.describeImages().images().getFirst().imageId();
    }
    return RunInstancesRequest.builder()
        .imageId(image)
        .instanceType(InstanceType.T3_MICRO)
        .minCount(1)
        .maxCount(1)
        .clientToken(token)
        .networkInterfaces(
            InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(0)
                .subnetId(place.subnet())
                .groups(place.group())
                .privateIpAddress(address)
                .deleteOnTermination(true)
                .build())
        .build();
  }

  private String launch(RunInstancesRequest request) {
    return ec2.runInstances(request).instances().getFirst().instanceId();
  }

  private void awaitState(String id, InstanceStateName wanted) {
    for (int looks = 0; looks < 10; looks++) {
      boolean isReached =
          ec2.describeInstances(request -> request.instanceIds(id)).reservations().stream()
              .flatMap(reservation -> reservation.instances().stream())
              .anyMatch(instance -> instance.state().name() == wanted);
      if (isReached) {
        return;
      }
    }
    throw new AssertionError(id + " is not " + wanted);
  }

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(AwsServiceException.class, call).awsErrorDetails().errorCode();
  }

  @Test
  void someStatesAllowNoCall() {
    String id = launch(host(place(), "10.20.1.10", "one"));
    assertThat(refusal(() -> ec2.stopInstances(request -> request.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState");
    awaitState(id, InstanceStateName.RUNNING);
    var userData = SdkBytes.fromUtf8String("text");
    assertThat(
            refusal(() ->
                ec2.modifyInstanceAttribute(
                    request -> request.instanceId(id).userData(it -> it.value(userData)))))
        .isEqualTo("IncorrectInstanceState");
    ec2.stopInstances(request -> request.instanceIds(id));
    assertThat(refusal(() -> ec2.startInstances(request -> request.instanceIds(id))))
        .isEqualTo("IncorrectInstanceState");
    awaitState(id, InstanceStateName.STOPPED);
    ec2.startInstances(request -> request.instanceIds(id));
  }

  @Test
  void anAddressIsOneHostsUntilThatHasGone() {
    Place place = place();
    String id = launch(host(place, "10.20.1.10", "one"));
    assertThat(refusal(() -> launch(host(place, "10.20.1.10", "two"))))
        .isEqualTo("InvalidIPAddress.InUse");
    ec2.terminateInstances(request -> request.instanceIds(id));
    assertThat(refusal(() -> launch(host(place, "10.20.1.10", "two"))))
        .isEqualTo("InvalidIPAddress.InUse");
    awaitState(id, InstanceStateName.TERMINATED);
    launch(host(place, "10.20.1.10", "two"));
    assertThat(refusal(() -> launch(host(place, "10.20.2.10", "three"))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void aTokenStandsForOneLaunch() {
    Place place = place();
    RunInstancesRequest request = host(place, "10.20.1.10", "one");
    String id = launch(request);
    assertThat(launch(request)).isEqualTo(id);
    assertThat(refusal(() -> launch(host(place, "10.20.1.11", "one"))))
        .isEqualTo("IdempotentParameterMismatch");
    ec2.terminateInstances(it -> it.instanceIds(id));
    assertThat(refusal(() -> launch(request))).isEqualTo("IdempotentInstanceTerminated");
  }

  @Test
  void nothingOfANetworkGoesBeforeWhatNeedsIt() {
    Place place = place();
    String id = launch(host(place, "10.20.1.10", "one"));
    ec2.terminateInstances(request -> request.instanceIds(id));
    assertThat(refusal(() -> ec2.deleteSubnet(request -> request.subnetId(place.subnet()))))
        .isEqualTo("DependencyViolation");
    assertThat(refusal(() -> ec2.deleteSecurityGroup(request -> request.groupId(place.group()))))
        .isEqualTo("DependencyViolation");
    awaitState(id, InstanceStateName.TERMINATED);
    ec2.deleteSubnet(request -> request.subnetId(place.subnet()));
    assertThat(refusal(() -> ec2.deleteVpc(request -> request.vpcId(place.vpc()))))
        .isEqualTo("DependencyViolation");
    ec2.deleteSecurityGroup(request -> request.groupId(place.group()));
    ec2.deleteVpc(request -> request.vpcId(place.vpc()));
  }

  @Test
  void aGatewayHoldsItsAddressUntilItHasGone() {
    Place place = place();
    String internet = ec2.createInternetGateway().internetGateway().internetGatewayId();
    ec2.attachInternetGateway(it -> it.internetGatewayId(internet).vpcId(place.vpc()));
    String address = ec2.allocateAddress().allocationId();
    String gateway =
        ec2.createNatGateway(it -> it.subnetId(place.subnet()).allocationId(address))
            .natGateway()
            .natGatewayId();
    ec2.deleteNatGateway(it -> it.natGatewayId(gateway));
    assertThat(refusal(() -> ec2.releaseAddress(it -> it.allocationId(address))))
        .isEqualTo("InvalidIPAddress.InUse");
    assertThat(refusal(() -> ec2.deleteSubnet(it -> it.subnetId(place.subnet()))))
        .isEqualTo("DependencyViolation");
    assertThat(
            refusal(() ->
                ec2.detachInternetGateway(it -> it.internetGatewayId(internet).vpcId(place.vpc()))))
        .isEqualTo("DependencyViolation");
    for (int looks = 0; looks < 3; looks++) {
      ec2.describeNatGateways();
    }
    ec2.releaseAddress(it -> it.allocationId(address));
    ec2.detachInternetGateway(it -> it.internetGatewayId(internet).vpcId(place.vpc()));
  }

  @Test
  void aDatabaseTakesNoChangesMeanwhile() {
    RdsClient rds = OtherHand.rds(aws);
    rds.createDBInstance(request ->
        request
            .dbInstanceIdentifier("db")
            .engine("mysql")
            .dbInstanceClass("db.t3.small")
            .allocatedStorage(20)
            .masterUsername("other")
            .masterUserPassword("another-word"));
    assertThat(rds.describeDBInstances().dbInstances().getFirst().endpoint()).isNull();
    assertThat(
            refusal(() ->
                rds.modifyDBInstance(
                    request -> request.dbInstanceIdentifier("db").allocatedStorage(30))))
        .isEqualTo("InvalidDBInstanceState");
    assertThat(
            refusal(() ->
                rds.deleteDBInstance(
                    request -> request.dbInstanceIdentifier("db").skipFinalSnapshot(true))))
        .isEqualTo("InvalidDBInstanceState");
  }

  /// One invalid change prevents the whole batch.
  @Test
  void aBatchIsMadeWholeOrNotAtAll() {
    Route53Client route53 = OtherHand.route53(aws);
    String zone =
        route53
            .createHostedZone(request -> request.name("es.test").callerReference("one"))
            .hostedZone()
            .id();
    assertThat(
            refusal(() ->
                route53.changeResourceRecordSets(request ->
                    request
                        .hostedZoneId(zone)
                        .changeBatch(batch ->
                            batch.changes(
                                change(ChangeAction.CREATE, "a"),
                                change(ChangeAction.DELETE, "b"))))))
        .isEqualTo("InvalidChangeBatch");
    assertThat(
            route53
                .listResourceRecordSets(request -> request.hostedZoneId(zone))
                .resourceRecordSets())
        .noneMatch(set -> set.type() == RRType.A);
  }

  private static Change change(ChangeAction action, String name) {
    return Change.builder()
        .action(action)
        .resourceRecordSet(set ->
            set.name(name + ".es.test")
                .type(RRType.A)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value("10.20.1.5").build()))
        .build();
  }
}
