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
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/// `aws_nat_gateway`.
final class NatGatewayKind implements Ec2Kind<NatGateway> {

  private static final String SUBNET_ID = "subnet_id";
  private static final String ALLOCATION_ID = "allocation_id";
  private static final String CONNECTIVITY = "connectivity_type";
  private static final String PUBLIC = ConnectivityType.PUBLIC.toString();
  private static final String PRIVATE = ConnectivityType.PRIVATE.toString();
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /// Without deleted gateways, which AWS returns with their tags for about an hour. Gateways that
  /// are being deleted still hold their addresses.
  private static final Ec2Objects<NatGateway> GATEWAYS =
      new Ec2Objects<>(
          "ec2:DescribeNatGateways",
          "nat-gateway-id",
          NatGateway::natGatewayId,
          NatGateway::tags,
          (ec2, filter) ->
              ec2
                  .describeNatGatewaysPaginator(request -> request.filter(filter))
                  .natGateways()
                  .stream()
                  .filter(gateway -> gateway.state() != NatGatewayState.DELETED));

  @Override
  public ResourceType resourceType() {
    return ResourceType.NATGATEWAY;
  }

  @Override
  public Ec2Objects<NatGateway> objects() {
    return GATEWAYS;
  }

  @Override
  public String description() {
    return "A NAT gateway: hosts without a public address can open connections to other networks,"
        + " but not accept connections from them.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(
                SUBNET_ID,
                Types.STRING,
                "Its subnet; for a public one, a subnet with a route to an" + " internet gateway.")
            .withReplacement(),
        AttributeSchema.optional(
                ALLOCATION_ID,
                Types.STRING,
                "The allocation id of its public address, an `aws_eip`. Required for a public"
                    + " gateway.")
            .withReplacement(),
        AttributeSchema.optional(
                CONNECTIVITY,
                Types.STRING,
                "`public` for access to the internet, `private` for access to other private"
                    + " networks.")
            .withDefault(Value.of(PUBLIC))
            .withReplacement(),
        AttributeSchema.computed(
            "public_ip", Types.STRING, "Its public address; null for a private gateway."),
        AttributeSchema.computed("private_ip", Types.STRING, "Its address in the subnet."));
  }

  @Override
  public String idForm() {
    return "the NAT gateway's id, such as nat-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    String type = configuration.text(CONNECTIVITY).orElse(PUBLIC);
    if (!configuration.isKnown(CONNECTIVITY)) {
      return;
    }
    if (!type.equals(PUBLIC) && !type.equals(PRIVATE)) {
      faults.add(
          configuration.at(CONNECTIVITY),
          "Unknown connectivity type",
          "connectivity_type must be \"public\" or \"private\", not \"%s\".".formatted(type));
    } else if (type.equals(PUBLIC) && !configuration.isSet(ALLOCATION_ID)) {
      faults.add(
          configuration.at(ALLOCATION_ID),
          "Missing address",
          "A public NAT gateway needs a public address. Set allocation_id to the id of an aws_eip,"
              + " or set connectivity_type = \"private\".");
    } else if (type.equals(PRIVATE)
        && configuration.isSet(ALLOCATION_ID)
        && configuration.isKnown(ALLOCATION_ID)) {
      faults.add(
          configuration.at(ALLOCATION_ID),
          "Conflicting arguments",
          "A private NAT gateway has no public address. Remove this argument.");
    }
  }

  /// An address belongs to at most one gateway.
  @Override
  public List<Claim> claims(PlanRequest request) {
    return Arguments.of(request.proposed())
        .text(ALLOCATION_ID)
        .map(address -> new Claim("address " + address, AttributePath.of(ALLOCATION_ID)))
        .stream()
        .toList();
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    return aws.ec2(
        "ec2:CreateNatGateway",
        ec2 ->
            ec2.createNatGateway(request ->
                    request
                        .subnetId(planned.requiredText(SUBNET_ID))
                        .allocationId(planned.text(ALLOCATION_ID).orElse(null))
                        .connectivityType(planned.requiredText(CONNECTIVITY))
                        .clientToken(creation.token())
                        .tagSpecifications(tagSpecification(creation)))
                .natGateway()
                .natGatewayId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    String id = completion.id();
    Waits.until(
        aws,
        "the NAT gateway " + id + " to be available",
        PATIENCE,
        completion.progress(),
        () -> {
          Optional<NatGateway> found = GATEWAYS.get(aws, id);
          return found.isPresent() && isAvailable(found.get());
        });
  }

  /// A gateway that is being deleted still has its tags.
  @Override
  public boolean isGoing(NatGateway gateway) {
    return gateway.state() == NatGatewayState.DELETING;
  }

  private static boolean isAvailable(NatGateway gateway) throws AwsFailure {
    if (gateway.state() == NatGatewayState.FAILED) {
      throw AwsFailure.forGood(
          "NAT gateway failed",
          ("AWS could not create %s: %s. Correct the cause, then apply again to create a new"
                  + " gateway.")
              .formatted(gateway.natGatewayId(), gateway.failureMessage()));
    }
    if (gateway.state() == NatGatewayState.DELETING) {
      throw AwsFailure.forGood(
          "NAT gateway is being deleted",
          "%s is being deleted outside esform. Apply again to create a new gateway."
              .formatted(gateway.natGatewayId()));
    }
    return gateway.state() == NatGatewayState.AVAILABLE;
  }

  @Override
  public Attributes attributes(AwsConnection aws, NatGateway gateway, ObjectToRead known) {
    Optional<NatGatewayAddress> address = gateway.natGatewayAddresses().stream().findFirst();
    String type = gateway.connectivityTypeAsString();
    return new Attributes()
        .text(SUBNET_ID, gateway.subnetId())
        .text(ALLOCATION_ID, address.map(NatGatewayAddress::allocationId).orElse(null))
        .text(CONNECTIVITY, type == null ? PUBLIC : type)
        .text("public_ip", address.map(NatGatewayAddress::publicIp).orElse(null))
        .text("private_ip", address.map(NatGatewayAddress::privateIp).orElse(null));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    String id = removal.id();
    aws.ec2(
        "ec2:DeleteNatGateway", ec2 -> ec2.deleteNatGateway(request -> request.natGatewayId(id)));
    Waits.until(
        aws,
        "the NAT gateway " + id + " to be deleted",
        PATIENCE,
        removal.progress(),
        () -> GATEWAYS.get(aws, id).isEmpty());
  }
}
