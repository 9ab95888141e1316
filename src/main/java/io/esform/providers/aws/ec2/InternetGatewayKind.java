package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/// `aws_internet_gateway`.
final class InternetGatewayKind implements Ec2Kind<InternetGateway> {

  private static final String VPC_ID = "vpc_id";
  private static final Set<String> GOING = Set.of("detaching", "detached");

  private static final Ec2Objects<InternetGateway> GATEWAYS =
      new Ec2Objects<>(
          "ec2:DescribeInternetGateways",
          "internet-gateway-id",
          InternetGateway::internetGatewayId,
          InternetGateway::tags,
          (ec2, filter) ->
              ec2
                  .describeInternetGatewaysPaginator(request -> request.filters(filter))
                  .internetGateways()
                  .stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.INTERNET_GATEWAY;
  }

  @Override
  public Ec2Objects<InternetGateway> objects() {
    return GATEWAYS;
  }

  @Override
  public String description() {
    return "An internet gateway: connects hosts with a public address to the internet.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.optional(
            VPC_ID, Types.STRING, "The VPC that it is attached to; a VPC has at most one."),
        AttributeSchema.computed("owner_id", Types.STRING, "The account that it belongs to."));
  }

  @Override
  public String idForm() {
    return "the gateway's id, such as igw-0123456789abcdef0";
  }

  /// A VPC has at most one internet gateway.
  @Override
  public List<Claim> claims(PlanRequest request) {
    return Arguments.of(request.proposed())
        .text(VPC_ID)
        .map(vpc -> new Claim("internet gateway of " + vpc, AttributePath.of(VPC_ID)))
        .stream()
        .toList();
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    return aws.ec2Once(
        "ec2:CreateInternetGateway",
        ec2 ->
            ec2.createInternetGateway(
                    request -> request.tagSpecifications(tagSpecification(creation)))
                .internetGateway()
                .internetGatewayId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    GATEWAYS.awaitKnown(aws, "internet gateway", completion);
    attach(aws, completion.id(), completion.planned().text(VPC_ID));
  }

  /// Attaches the gateway to this VPC only.
  private static void attach(AwsConnection aws, String id, Optional<String> vpc) throws AwsFailure {
    Settling.run(
        () -> attachOnce(aws, id, vpc), "Resource.AlreadyAssociated", "Gateway.NotAttached");
  }

  private static void attachOnce(AwsConnection aws, String id, Optional<String> vpc)
      throws AwsFailure {
    Optional<String> attached = GATEWAYS.get(aws, id).flatMap(InternetGatewayKind::vpc);
    if (attached.equals(vpc)) {
      return;
    }
    if (attached.isPresent()) {
      detach(aws, id, attached.get());
    }
    if (vpc.isPresent()) {
      aws.ec2(
          "ec2:AttachInternetGateway",
          ec2 ->
              ec2.attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc.get())));
    }
  }

  private static void detach(AwsConnection aws, String id, String vpc) throws AwsFailure {
    aws.ec2(
        "ec2:DetachInternetGateway",
        ec2 -> ec2.detachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc)));
  }

  @Override
  public Attributes attributes(AwsConnection aws, InternetGateway gateway, ObjectToRead known) {
    return new Attributes()
        .text(VPC_ID, vpc(gateway).orElse(null))
        .text("owner_id", gateway.ownerId());
  }

  private static Optional<String> vpc(InternetGateway gateway) {
    return gateway.attachments().stream()
        .filter(attachment -> !GOING.contains(String.valueOf(attachment.stateAsString())))
        .map(InternetGatewayAttachment::vpcId)
        .filter(Objects::nonNull)
        .findFirst();
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(VPC_ID)) {
      attach(aws, revision.id(), revision.planned().text(VPC_ID));
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    attach(aws, removal.id(), Optional.empty());
    aws.ec2(
        "ec2:DeleteInternetGateway",
        ec2 -> ec2.deleteInternetGateway(request -> request.internetGatewayId(removal.id())));
  }
}
