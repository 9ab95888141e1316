package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;

/// `aws_subnet`.
final class SubnetKind implements Ec2Kind<Subnet> {

  private static final String VPC_ID = "vpc_id";
  private static final String CIDR_BLOCK = "cidr_block";
  private static final String ZONE = "availability_zone";
  private static final String PUBLIC_ADDRESSES = "map_public_ip_on_launch";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Ec2Objects<Subnet> SUBNETS =
      new Ec2Objects<>(
          "ec2:DescribeSubnets",
          "subnet-id",
          Subnet::subnetId,
          Subnet::tags,
          (ec2, filter) ->
              ec2.describeSubnetsPaginator(request -> request.filters(filter)).subnets().stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.SUBNET;
  }

  @Override
  public Ec2Objects<Subnet> objects() {
    return SUBNETS;
  }

  @Override
  public String description() {
    return "A subnet: a part of a VPC's addresses, in one availability zone.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(VPC_ID, Types.STRING, "The VPC that it belongs to.")
            .withReplacement(),
        AttributeSchema.required(
                CIDR_BLOCK,
                Types.STRING,
                "Its IPv4 range, such as `10.20.1.0/24`. AWS reserves the first four addresses and"
                    + " the last one.")
            .withReplacement(),
        AttributeSchema.optionalComputed(
                ZONE,
                Types.STRING,
                "The availability zone, such as `eu-central-1a`. Unset: AWS chooses one.")
            .withReplacement(),
        AttributeSchema.optional(
                PUBLIC_ADDRESSES,
                Types.BOOL,
                "Whether a host that is launched in it gets a public address.")
            .withDefault(Value.of(false)),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."));
  }

  @Override
  public String idForm() {
    return "the subnet's id, such as subnet-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    Cidrs.check(configuration, CIDR_BLOCK, 16, 28, faults);
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    Arguments subnet = Arguments.of(request.proposed());
    return subnet
        .text(VPC_ID)
        .flatMap(vpc -> subnet.text(CIDR_BLOCK).map(range -> range + " in " + vpc))
        .map(what -> new Claim("address range " + what, AttributePath.of(CIDR_BLOCK)))
        .stream()
        .toList();
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    return aws.ec2Once(
        "ec2:CreateSubnet",
        ec2 ->
            ec2.createSubnet(request ->
                    request
                        .vpcId(planned.requiredText(VPC_ID))
                        .cidrBlock(planned.requiredText(CIDR_BLOCK))
                        .availabilityZone(planned.text(ZONE).orElse(null))
                        .tagSpecifications(tagSpecification(creation)))
                .subnet()
                .subnetId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the subnet " + completion.id() + " to be available",
        PATIENCE,
        completion.progress(),
        () -> {
          Optional<Subnet> found = SUBNETS.get(aws, completion.id());
          return found.isPresent() && isAvailable(found.get());
        });
    if (completion.planned().requiredFlag(PUBLIC_ADDRESSES)) {
      setPublicAddresses(aws, completion.id(), true);
    }
  }

  private static boolean isAvailable(Subnet subnet) throws AwsFailure {
    String state = String.valueOf(subnet.stateAsString());
    if (state.startsWith("failed")) {
      throw AwsFailure.forGood(
          "Subnet failed",
          "AWS could not create %s: its state is \"%s\". Apply again to create a new subnet."
              .formatted(subnet.subnetId(), state));
    }
    return subnet.state() == SubnetState.AVAILABLE;
  }

  private static void setPublicAddresses(AwsConnection aws, String id, boolean wanted)
      throws AwsFailure {
    aws.ec2(
        "ec2:ModifySubnetAttribute",
        ec2 ->
            ec2.modifySubnetAttribute(
                request -> request.subnetId(id).mapPublicIpOnLaunch(value -> value.value(wanted))));
  }

  @Override
  public Attributes attributes(AwsConnection aws, Subnet subnet, ObjectToRead known) {
    return new Attributes()
        .text(VPC_ID, subnet.vpcId())
        .text(CIDR_BLOCK, subnet.cidrBlock())
        .text(ZONE, subnet.availabilityZone())
        .flag(PUBLIC_ADDRESSES, subnet.mapPublicIpOnLaunch())
        .text("arn", subnet.subnetArn());
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(PUBLIC_ADDRESSES)) {
      setPublicAddresses(aws, revision.id(), revision.planned().requiredFlag(PUBLIC_ADDRESSES));
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    aws.ec2("ec2:DeleteSubnet", ec2 -> ec2.deleteSubnet(request -> request.subnetId(removal.id())));
  }
}
