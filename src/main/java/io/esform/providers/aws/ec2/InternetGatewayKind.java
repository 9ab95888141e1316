package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/// `aws_internet_gateway`.
final class InternetGatewayKind implements Ec2Kind {

  private static final String VPC_ID = "vpc_id";
  private static final Set<String> GOING = Set.of("detaching", "detached");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public ResourceType resourceType() {
    return ResourceType.INTERNET_GATEWAY;
  }

  @Override
  public String description() {
    return "A VPC's way to and from the internet, for hosts with a public address.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.optional(
            VPC_ID, Types.STRING, "The VPC that it is attached to; a VPC takes one gateway."),
        AttributeSchema.computed("owner_id", Types.STRING, "The account that it belongs to."));
  }

  @Override
  public String idForm() {
    return "the gateway's id, such as igw-0123456789abcdef0";
  }

  /// A VPC takes one gateway.
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
    Ec2Client ec2 = aws.ec2Once();
    return aws.ask(
        "ec2:CreateInternetGateway",
        () ->
            ec2.createInternetGateway(
                    request -> request.tagSpecifications(tagSpecification(creation)))
                .internetGateway()
                .internetGatewayId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the internet gateway " + completion.id() + " to be known",
        PATIENCE,
        completion.progress(),
        () -> !describe(aws, List.of(completion.id())).isEmpty());
    attach(aws, completion.id(), completion.planned().text(VPC_ID));
  }

  /// Attaches the gateway to that VPC and to no other.
  private static void attach(AwsConnection aws, String id, Optional<String> vpc) throws AwsFailure {
    Settling.run(
        () -> attachOnce(aws, id, vpc), "Resource.AlreadyAssociated", "Gateway.NotAttached");
  }

  private static void attachOnce(AwsConnection aws, String id, Optional<String> vpc)
      throws AwsFailure {
    Optional<String> attached =
        describe(aws, List.of(id)).stream().findFirst().flatMap(InternetGatewayKind::vpc);
    if (attached.equals(vpc)) {
      return;
    }
    if (attached.isPresent()) {
      detach(aws, id, attached.get());
    }
    if (vpc.isPresent()) {
      Ec2Client ec2 = aws.ec2();
      aws.ask(
          "ec2:AttachInternetGateway",
          () ->
              ec2.attachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc.get())));
    }
  }

  private static void detach(AwsConnection aws, String id, String vpc) throws AwsFailure {
    Ec2Client ec2 = aws.ec2();
    aws.ask(
        "ec2:DetachInternetGateway",
        () -> ec2.detachInternetGateway(request -> request.internetGatewayId(id).vpcId(vpc)));
  }

  @Override
  public Map<String, Found> read(AwsConnection aws, List<Known> known) throws AwsFailure {
    var found = new TreeMap<String, Found>();
    for (InternetGateway gateway :
        Batches.of(known, InternetGateway::internetGatewayId, ids -> describe(aws, ids))) {
      var attributes =
          new Attributes()
              .text(VPC_ID, vpc(gateway).orElse(null))
              .text("owner_id", gateway.ownerId());
      found.put(
          gateway.internetGatewayId(), new Found(attributes.toMap(), Ec2Kind.tags(gateway.tags())));
    }
    return found;
  }

  private static Optional<String> vpc(InternetGateway gateway) {
    return gateway.attachments().stream()
        .filter(attachment -> !GOING.contains(String.valueOf(attachment.stateAsString())))
        .map(InternetGatewayAttachment::vpcId)
        .filter(Objects::nonNull)
        .findFirst();
  }

  @Override
  public List<Tagged> tagged(AwsConnection aws, Filter filter) throws AwsFailure {
    return describe(aws, filter).stream()
        .map(it -> new Tagged(it.internetGatewayId(), it.tags()))
        .toList();
  }

  private static List<InternetGateway> describe(AwsConnection aws, List<String> ids)
      throws AwsFailure {
    return describe(aws, filter("internet-gateway-id", ids));
  }

  private static List<InternetGateway> describe(AwsConnection aws, Filter filter)
      throws AwsFailure {
    Ec2Client ec2 = aws.ec2();
    return aws.ask(
        "ec2:DescribeInternetGateways",
        () ->
            ec2
                .describeInternetGatewaysPaginator(request -> request.filters(filter))
                .internetGateways()
                .stream()
                .toList());
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
    Ec2Client ec2 = aws.ec2();
    aws.ask(
        "ec2:DeleteInternetGateway",
        () -> ec2.deleteInternetGateway(request -> request.internetGatewayId(removal.id())));
  }
}
