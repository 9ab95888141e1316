package io.esform.providers.aws.ec2;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.ec2.RouteBlocks.Route;
import io.esform.providers.aws.ec2.RouteBlocks.RouteTarget;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;

/// The routes of one table.
final class Routes {

  private static final String WITHIN_VPC = "local";

  private final AwsConnection aws;
  private final String table;

  Routes(AwsConnection aws, String table) {
    this.aws = aws;
    this.table = table;
  }

  /// The routes that blocks can configure, by destination range: IPv4 routes that were created
  /// explicitly.
  static SequencedMap<String, Route> own(
      List<software.amazon.awssdk.services.ec2.model.Route> routes) {
    var own = new TreeMap<String, Route>();
    for (var route : routes) {
      String range = route.destinationCidrBlock();
      boolean isMade =
          route.origin() != RouteOrigin.CREATE_ROUTE_TABLE
              && route.origin() != RouteOrigin.ENABLE_VGW_ROUTE_PROPAGATION
              && !WITHIN_VPC.equals(route.gatewayId());
      if (range != null && isMade) {
        own.put(range, route(route));
      }
    }
    return own;
  }

  /// A route to a host contains both its network interface and the host.
  private static Route route(software.amazon.awssdk.services.ec2.model.Route route) {
    String range = route.destinationCidrBlock();
    if (isGiven(route.gatewayId())) {
      return new Route(range, RouteTarget.GATEWAY, route.gatewayId());
    }
    if (isGiven(route.natGatewayId())) {
      return new Route(range, RouteTarget.NAT_GATEWAY, route.natGatewayId());
    }
    return isGiven(route.networkInterfaceId())
        ? new Route(range, RouteTarget.NETWORK_INTERFACE, route.networkInterfaceId())
        : new Route(range, null, null);
  }

  private static boolean isGiven(@Nullable String id) {
    return id != null && !id.isEmpty();
  }

  /// Changes the table's routes to the wanted ones. Changes only differences.
  void settle(
      List<software.amazon.awssdk.services.ec2.model.Route> found, Map<String, Route> wanted)
      throws AwsFailure {
    Map<String, Route> before = own(found);
    for (Route route : wanted.values()) {
      Route there = before.get(route.cidrBlock());
      if (there == null) {
        create(route);
      } else if (!there.equals(route)) {
        replace(route);
      }
    }
    for (String range : before.keySet()) {
      if (!wanted.containsKey(range)) {
        delete(range);
      }
    }
  }

  private void create(Route route) throws AwsFailure {
    aws.ec2(
        "ec2:CreateRoute",
        ec2 ->
            ec2.createRoute(request ->
                request
                    .routeTableId(table)
                    .destinationCidrBlock(route.cidrBlock())
                    .gatewayId(id(route, RouteTarget.GATEWAY))
                    .natGatewayId(id(route, RouteTarget.NAT_GATEWAY))
                    .networkInterfaceId(id(route, RouteTarget.NETWORK_INTERFACE))));
  }

  private void replace(Route route) throws AwsFailure {
    aws.ec2(
        "ec2:ReplaceRoute",
        ec2 ->
            ec2.replaceRoute(request ->
                request
                    .routeTableId(table)
                    .destinationCidrBlock(route.cidrBlock())
                    .gatewayId(id(route, RouteTarget.GATEWAY))
                    .natGatewayId(id(route, RouteTarget.NAT_GATEWAY))
                    .networkInterfaceId(id(route, RouteTarget.NETWORK_INTERFACE))));
  }

  private static @Nullable String id(Route route, RouteTarget target) {
    return route.target() == target ? route.targetId() : null;
  }

  private void delete(String range) throws AwsFailure {
    aws.ec2(
        "ec2:DeleteRoute",
        ec2 -> ec2.deleteRoute(request -> request.routeTableId(table).destinationCidrBlock(range)));
  }
}
