package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/// `aws_route_table`, with its routes and with the subnets that use it.
final class RouteTableKind implements Ec2Kind {

  private static final String VPC_ID = "vpc_id";
  private static final String SUBNET_IDS = "subnet_ids";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public ResourceType resourceType() {
    return ResourceType.ROUTE_TABLE;
  }

  @Override
  public String description() {
    return "Where the hosts of some subnets send what is for other networks.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(VPC_ID, Types.STRING, "The VPC that it belongs to.")
            .withReplacement(),
        AttributeSchema.optional(
            SUBNET_IDS,
            Types.set(Types.STRING),
            "The subnets that use it; a subnet uses one table, and leaves the one it used before."
                + " A subnet that no table names uses the VPC's main one."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(RouteBlocks.BLOCK);
  }

  @Override
  public String idForm() {
    return "the route table's id, such as rtb-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    RouteBlocks.check(configuration, faults);
  }

  /// Two tables that claim one subnet would take it from each other for ever. A new table takes the
  /// subnets of the old one that it replaces.
  @Override
  public List<Claim> claims(PlanRequest request) {
    return Arguments.of(request.proposed()).texts(SUBNET_IDS).stream()
        .map(id -> new Claim("route table of subnet " + id, AttributePath.of(SUBNET_IDS), true))
        .toList();
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Ec2Client ec2 = aws.ec2();
    return aws.ask(
        "ec2:CreateRouteTable",
        () ->
            ec2.createRouteTable(request ->
                    request
                        .vpcId(creation.planned().requiredText(VPC_ID))
                        .clientToken(creation.token())
                        .tagSpecifications(tagSpecification(creation)))
                .routeTable()
                .routeTableId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    String id = completion.id();
    Waits.until(
        aws,
        "the route table " + id + " to be known",
        PATIENCE,
        completion.progress(),
        () -> !describe(aws, List.of(id)).isEmpty());
    settle(aws, id, completion.planned(), completion.progress());
  }

  /// Brings the routes and the subnets from what they are now to what is planned.
  private static void settle(AwsConnection aws, String id, Arguments planned, Progress progress)
      throws AwsFailure {
    Settling.run(
        () -> {
          for (RouteTable table : describe(aws, List.of(id))) {
            new Routes(aws, id).settle(table.routes(), RouteBlocks.read(planned));
            new Associations(aws, id, progress)
                .settle(table.associations(), planned.texts(SUBNET_IDS));
          }
        },
        "RouteAlreadyExists",
        "InvalidRoute.NotFound",
        "Resource.AlreadyAssociated",
        "InvalidAssociationID.NotFound");
  }

  @Override
  public Map<String, Found> read(AwsConnection aws, List<Known> known) throws AwsFailure {
    Map<String, Arguments> priors = Ec2Kind.priors(known);
    var found = new TreeMap<String, Found>();
    for (RouteTable table :
        Batches.of(known, RouteTable::routeTableId, ids -> describe(aws, ids))) {
      Arguments prior = priors.getOrDefault(table.routeTableId(), Ec2Kind.NOTHING);
      Set<String> subnets = Associations.subnets(table.associations()).keySet();
      var attributes =
          new Attributes()
              .text(VPC_ID, table.vpcId())
              .with(
                  SUBNET_IDS,
                  subnets.isEmpty() && !prior.isSet(SUBNET_IDS)
                      ? Value.nullOf(Types.set(Types.STRING))
                      : Attributes.setOf(subnets))
              .with(RouteBlocks.NAME, RouteBlocks.value(prior, Routes.own(table.routes())));
      found.put(table.routeTableId(), new Found(attributes.toMap(), Ec2Kind.tags(table.tags())));
    }
    return found;
  }

  static List<RouteTable> describe(AwsConnection aws, List<String> ids) throws AwsFailure {
    return describe(aws, "route-table-id", ids);
  }

  /// @param filter what the values are
  static List<RouteTable> describe(AwsConnection aws, String filter, List<String> values)
      throws AwsFailure {
    return describe(aws, filter(filter, values));
  }

  @Override
  public List<Tagged> tagged(AwsConnection aws, Filter filter) throws AwsFailure {
    return describe(aws, filter).stream()
        .map(it -> new Tagged(it.routeTableId(), it.tags()))
        .toList();
  }

  private static List<RouteTable> describe(AwsConnection aws, Filter filter) throws AwsFailure {
    Ec2Client ec2 = aws.ec2();
    return aws.ask(
        "ec2:DescribeRouteTables",
        () ->
            ec2
                .describeRouteTablesPaginator(request -> request.filters(filter))
                .routeTables()
                .stream()
                .toList());
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(RouteBlocks.NAME, SUBNET_IDS)) {
      settle(aws, revision.id(), revision.planned(), revision.progress());
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    String id = removal.id();
    for (RouteTable table : describe(aws, List.of(id))) {
      new Associations(aws, id, removal.progress()).settle(table.associations(), List.of());
    }
    Ec2Client ec2 = aws.ec2();
    aws.ask(
        "ec2:DeleteRouteTable", () -> ec2.deleteRouteTable(request -> request.routeTableId(id)));
  }
}
