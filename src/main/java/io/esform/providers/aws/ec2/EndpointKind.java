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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/// `aws_vpc_endpoint`.
final class EndpointKind implements Ec2Kind<VpcEndpoint> {

  private static final String VPC_ID = "vpc_id";
  private static final String SERVICE = "service_name";
  private static final String TYPE = "vpc_endpoint_type";
  private static final String ROUTE_TABLES = "route_table_ids";
  private static final String SUBNETS = "subnet_ids";
  private static final String GROUPS = "security_group_ids";
  private static final String PRIVATE_DNS = "private_dns_enabled";
  private static final String GATEWAY = "Gateway";
  private static final String INTERFACE = "Interface";
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /// Without deleted endpoints, which AWS returns for a while.
  private static final Ec2Objects<VpcEndpoint> ENDPOINTS =
      new Ec2Objects<>(
          "ec2:DescribeVpcEndpoints",
          "vpc-endpoint-id",
          VpcEndpoint::vpcEndpointId,
          VpcEndpoint::tags,
          (ec2, filter) ->
              ec2
                  .describeVpcEndpointsPaginator(request -> request.filters(filter))
                  .vpcEndpoints()
                  .stream()
                  .filter(endpoint -> !state(endpoint).equals("deleted")));

  @Override
  public ResourceType resourceType() {
    return ResourceType.VPC_ENDPOINT;
  }

  @Override
  public Ec2Objects<VpcEndpoint> objects() {
    return ENDPOINTS;
  }

  @Override
  public String description() {
    return "A VPC endpoint: private access to an AWS service from the VPC, without a route to the"
        + " internet.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(VPC_ID, Types.STRING, "The VPC that it belongs to.")
            .withReplacement(),
        AttributeSchema.required(
                SERVICE, Types.STRING, "The service, such as `com.amazonaws.eu-central-1.s3`.")
            .withReplacement(),
        AttributeSchema.optional(
                TYPE,
                Types.STRING,
                "`Gateway` for a route to S3 or DynamoDB, which is free; `Interface` for addresses"
                    + " in subnets, which most services support.")
            .withDefault(Value.of(GATEWAY))
            .withReplacement(),
        ids(ROUTE_TABLES, "For a gateway: the route tables that get a route to the service."),
        ids(SUBNETS, "For an interface: the subnets in which it has an address."),
        AttributeSchema.optionalComputed(
            GROUPS,
            Types.set(Types.STRING),
            "For an interface: the security groups that filter its traffic. Unset: the VPC's"
                + " default group."),
        AttributeSchema.optional(
                PRIVATE_DNS,
                Types.BOOL,
                "For an interface: whether the service's public name resolves to it inside the VPC."
                    + " Requires `enable_dns_hostnames`.")
            .withDefault(Value.of(false)));
  }

  private static AttributeSchema ids(String name, String description) {
    return AttributeSchema.optional(name, Types.set(Types.STRING), description)
        .withDefault(Attributes.setOf(List.of()));
  }

  @Override
  public String idForm() {
    return "the VPC endpoint's id, such as vpce-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    if (!configuration.isKnown(TYPE)) {
      return;
    }
    String type = configuration.text(TYPE).orElse(GATEWAY);
    switch (type) {
      case GATEWAY -> {
        refuse(configuration, SUBNETS, INTERFACE, faults);
        refuse(configuration, GROUPS, INTERFACE, faults);
        if (configuration.value(PRIVATE_DNS).equals(Value.of(true))) {
          refuse(configuration, PRIVATE_DNS, INTERFACE, faults);
        }
      }
      case INTERFACE -> refuse(configuration, ROUTE_TABLES, GATEWAY, faults);
      default ->
          faults.add(
              configuration.at(TYPE),
              "Unknown endpoint type",
              "vpc_endpoint_type must be \"Gateway\" or \"Interface\", not \"%s\"."
                  .formatted(type));
    }
  }

  private static void refuse(Arguments configuration, String name, String of, Faults faults) {
    if (configuration.isSet(name)) {
      faults.add(
          configuration.at(name),
          "Conflicting arguments",
          ("Only an endpoint of the type \"%s\" accepts \"%s\". Remove it, or set vpc_endpoint_type"
                  + " = \"%s\".")
              .formatted(of, name, of));
    }
  }

  /// A route table has one route to a service, and the service's private DNS name resolves to one
  /// endpoint.
  @Override
  public List<Claim> claims(PlanRequest request) {
    Arguments endpoint = Arguments.of(request.proposed());
    String service = endpoint.text(SERVICE).orElse("");
    String vpc = endpoint.text(VPC_ID).orElse("");
    if (service.isEmpty() || vpc.isEmpty()) {
      return List.of();
    }
    var claims = new ArrayList<Claim>();
    for (String table : endpoint.texts(ROUTE_TABLES)) {
      claims.add(new Claim("route to " + service + " in " + table, AttributePath.of(ROUTE_TABLES)));
    }
    if (endpoint.value(PRIVATE_DNS).equals(Value.of(true))) {
      claims.add(
          new Claim(
              "private DNS name of " + service + " in " + vpc, AttributePath.of(PRIVATE_DNS)));
    }
    return claims;
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    var request =
        CreateVpcEndpointRequest.builder()
            .vpcId(planned.requiredText(VPC_ID))
            .serviceName(planned.requiredText(SERVICE))
            .vpcEndpointType(planned.requiredText(TYPE))
            .clientToken(creation.token())
            .tagSpecifications(tagSpecification(creation));
    if (isInterface(planned)) {
      request
          .subnetIds(planned.texts(SUBNETS))
          .securityGroupIds(planned.texts(GROUPS))
          .privateDnsEnabled(planned.requiredFlag(PRIVATE_DNS));
    } else {
      request.routeTableIds(planned.texts(ROUTE_TABLES));
    }
    return aws.ec2(
        "ec2:CreateVpcEndpoint",
        ec2 -> ec2.createVpcEndpoint(request.build()).vpcEndpoint().vpcEndpointId());
  }

  private static boolean isInterface(Arguments planned) {
    return planned.requiredText(TYPE).equals(INTERFACE);
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    String id = completion.id();
    Waits.until(
        aws,
        "the VPC endpoint " + id + " to be available",
        PATIENCE,
        completion.progress(),
        () -> {
          Optional<VpcEndpoint> found = ENDPOINTS.get(aws, id);
          return found.isPresent() && isAvailable(found.get());
        });
  }

  private static boolean isAvailable(VpcEndpoint endpoint) throws AwsFailure {
    String state = state(endpoint);
    if (List.of("failed", "rejected", "expired").contains(state)) {
      String reason = endpoint.lastError() == null ? state : endpoint.lastError().message();
      throw AwsFailure.forGood(
          "VPC endpoint failed",
          "AWS could not create %s: %s. Correct the cause, then apply again."
              .formatted(endpoint.vpcEndpointId(), reason));
    }
    return state.equals("available");
  }

  @Override
  public boolean isGoing(VpcEndpoint endpoint) {
    return state(endpoint).equals("deleting");
  }

  /// In lower case: AWS returns states in both cases.
  private static String state(VpcEndpoint endpoint) {
    String state = endpoint.stateAsString();
    return state == null ? "" : state.toLowerCase(Locale.ROOT);
  }

  @Override
  public Attributes attributes(AwsConnection aws, VpcEndpoint endpoint, ObjectToRead known) {
    boolean isInterface = INTERFACE.equals(endpoint.vpcEndpointTypeAsString());
    return new Attributes()
        .text(VPC_ID, endpoint.vpcId())
        .text(SERVICE, endpoint.serviceName())
        .text(TYPE, endpoint.vpcEndpointTypeAsString())
        .set(ROUTE_TABLES, endpoint.routeTableIds().stream().sorted().toList())
        .set(SUBNETS, endpoint.subnetIds().stream().sorted().toList())
        .set(
            GROUPS,
            endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).sorted().toList())
        .flag(PRIVATE_DNS, isInterface && Boolean.TRUE.equals(endpoint.privateDnsEnabled()));
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (!revision.changes(ROUTE_TABLES, SUBNETS, GROUPS, PRIVATE_DNS)) {
      return;
    }
    Arguments planned = revision.planned();
    var request = ModifyVpcEndpointRequest.builder().vpcEndpointId(revision.id());
    var tables = Changes.of(revision, ROUTE_TABLES);
    request.addRouteTableIds(tables.added()).removeRouteTableIds(tables.removed());
    if (isInterface(planned)) {
      var subnets = Changes.of(revision, SUBNETS);
      var groups = Changes.of(revision, GROUPS);
      request
          .addSubnetIds(subnets.added())
          .removeSubnetIds(subnets.removed())
          .addSecurityGroupIds(groups.added())
          .removeSecurityGroupIds(groups.removed());
      if (revision.changes(PRIVATE_DNS)) {
        request.privateDnsEnabled(planned.requiredFlag(PRIVATE_DNS));
      }
    }
    aws.ec2("ec2:ModifyVpcEndpoint", ec2 -> ec2.modifyVpcEndpoint(request.build()));
  }

  private record Changes(List<String> added, List<String> removed) {

    static Changes of(Revision revision, String name) {
      List<String> before = revision.prior().texts(name);
      List<String> after = revision.planned().texts(name);
      return new Changes(
          after.stream().filter(id -> !before.contains(id)).toList(),
          before.stream().filter(id -> !after.contains(id)).toList());
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    String id = removal.id();
    List<UnsuccessfulItem> refused =
        aws.ec2(
            "ec2:DeleteVpcEndpoints",
            ec2 -> ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(id)).unsuccessful());
    for (UnsuccessfulItem item : refused) {
      if (item.error() != null && !"InvalidVpcEndpointId.NotFound".equals(item.error().code())) {
        throw AwsFailure.of(
            "VPC endpoint not deleted",
            "AWS did not delete %s: %s: %s"
                .formatted(id, item.error().code(), item.error().message()));
      }
    }
    Waits.until(
        aws,
        "the VPC endpoint " + id + " to be deleted",
        PATIENCE,
        removal.progress(),
        () -> ENDPOINTS.get(aws, id).isEmpty());
  }
}
