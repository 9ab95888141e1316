package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;

/// `aws_route_table`, with its routes and with the subnets that use it.
final class RouteTableKind implements Ec2Kind<RouteTable> {

  private static final String VPC_ID = "vpc_id";
  private static final String SUBNET_IDS = "subnet_ids";

  static final Ec2Objects<RouteTable> TABLES =
      new Ec2Objects<>(
          "ec2:DescribeRouteTables",
          "route-table-id",
          RouteTable::routeTableId,
          RouteTable::tags,
          (ec2, filter) ->
              ec2
                  .describeRouteTablesPaginator(request -> request.filters(filter))
                  .routeTables()
                  .stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.ROUTE_TABLE;
  }

  @Override
  public Ec2Objects<RouteTable> objects() {
    return TABLES;
  }

  @Override
  public String description() {
    return "A route table: the routes of its subnets to other networks.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(VPC_ID, Types.STRING, "The VPC that it belongs to.")
            .withReplacement(),
        AttributeSchema.optional(
            SUBNET_IDS,
            Types.set(Types.STRING),
            "The subnets that use it. A subnet uses one table: an association with another table is"
                + " replaced. A subnet without a table uses the VPC's main table."));
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

  /// Two tables that contain the same subnet would take it from each other in every run. A new
  /// table takes over the subnets of the table that it replaces.
  @Override
  public List<Claim> claims(PlanRequest request) {
    return Arguments.of(request.proposed()).texts(SUBNET_IDS).stream()
        .map(id -> new Claim("route table of subnet " + id, AttributePath.of(SUBNET_IDS), true))
        .toList();
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    return aws.ec2(
        "ec2:CreateRouteTable",
        ec2 ->
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
    TABLES.awaitKnown(aws, "route table", completion);
    settle(aws, id, completion.planned(), completion.progress());
  }

  /// Changes the existing routes and subnets to the planned ones.
  private static void settle(AwsConnection aws, String id, Arguments planned, Progress progress)
      throws AwsFailure {
    Settling.run(
        () -> {
          for (RouteTable table : TABLES.withIds(aws, List.of(id))) {
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
  public Attributes attributes(AwsConnection aws, RouteTable table, ObjectToRead known) {
    Arguments prior = known.arguments();
    Set<String> subnets = Associations.subnets(table.associations()).keySet();
    return new Attributes()
        .text(VPC_ID, table.vpcId())
        .with(
            SUBNET_IDS,
            subnets.isEmpty() && !prior.isSet(SUBNET_IDS)
                ? Value.nullOf(Types.set(Types.STRING))
                : Attributes.setOf(subnets))
        .with(RouteBlocks.NAME, RouteBlocks.value(prior, Routes.own(table.routes())));
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
    for (RouteTable table : TABLES.withIds(aws, List.of(id))) {
      new Associations(aws, id, removal.progress()).settle(table.associations(), List.of());
    }
    aws.ec2(
        "ec2:DeleteRouteTable", ec2 -> ec2.deleteRouteTable(request -> request.routeTableId(id)));
  }
}
