package io.esform.providers.aws.ec2;

import static java.util.stream.Collectors.joining;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The nested blocks `route` of a route table: their schema, validation and conversion from and to
/// values.
final class RouteBlocks {

  static final String NAME = "route";
  private static final String CIDR_BLOCK = "cidr_block";

  /// The kind of a route's target.
  enum RouteTarget {
    GATEWAY("gateway_id", "The target: an internet gateway or a virtual private gateway."),
    NAT_GATEWAY("nat_gateway_id", "The target: a NAT gateway."),
    NETWORK_INTERFACE(
        "network_interface_id",
        "The target: a host's network interface, such as that of a NAT host.");

    private final String argument;
    private final String description;

    RouteTarget(String argument, String description) {
      this.argument = argument;
      this.description = description;
    }

    String argument() {
      return argument;
    }
  }

  /// @param target null, like its id, for targets without an argument
  record Route(String cidrBlock, @Nullable RouteTarget target, @Nullable String targetId) {}

  private static final Schema SCHEMA = schema();

  static final NestedBlock BLOCK = new NestedBlock(NAME, Nesting.LIST, false, SCHEMA);

  private RouteBlocks() {}

  private static Schema schema() {
    var attributes = new ArrayList<AttributeSchema>();
    attributes.add(
        AttributeSchema.required(
            CIDR_BLOCK,
            Types.STRING,
            "The destination range, such as `0.0.0.0/0` for all addresses without another route."));
    for (RouteTarget target : RouteTarget.values()) {
      attributes.add(AttributeSchema.optional(target.argument, Types.STRING, target.description));
    }
    return Schema.of(
        "One route. The blocks contain all routes of the table; AWS adds the VPC's local route."
            + " Routes for IPv6 addresses and prefix lists are not changed.",
        attributes,
        List.of());
  }

  static void check(Arguments configuration, Faults faults) {
    var ranges = new TreeSet<String>();
    for (Arguments block : configuration.blocks(NAME)) {
      Cidrs.check(block, CIDR_BLOCK, 0, 32, faults);
      block
          .text(CIDR_BLOCK)
          .filter(range -> !ranges.add(range))
          .ifPresent(range ->
              faults.add(
                  block.at(CIDR_BLOCK),
                  "Duplicate route",
                  "Another route of this table also has the destination %s. Keep one of them."
                      .formatted(range)));
      checkTarget(block, faults);
    }
  }

  private static void checkTarget(Arguments block, Faults faults) {
    long set = targets().filter(target -> block.isSet(target.argument)).count();
    boolean mayBeNull =
        targets()
            .anyMatch(target -> block.isSet(target.argument) && !block.isKnown(target.argument));
    if (set != 1 && !(set > 1 && mayBeNull)) {
      faults.add(
          block.path(),
          set == 0 ? "Missing target" : "Several targets",
          "A route has exactly one target. Set one of %s."
              .formatted(targets().map(RouteTarget::argument).collect(joining(", "))));
    }
  }

  private static Stream<RouteTarget> targets() {
    return List.of(RouteTarget.values()).stream();
  }

  /// The routes by destination range, in the order of the blocks.
  static SequencedMap<String, Route> read(Arguments state) {
    var routes = new LinkedHashMap<String, Route>();
    for (Arguments block : state.blocks(NAME)) {
      Route route = route(block);
      routes.put(route.cidrBlock(), route);
    }
    return routes;
  }

  private static Route route(Arguments block) {
    String range = block.requiredText(CIDR_BLOCK);
    return targets()
        .filter(target -> block.text(target.argument).isPresent())
        .findFirst()
        .map(target -> new Route(range, target, block.requiredText(target.argument)))
        .orElse(new Route(range, null, null));
  }

  /// The blocks of these routes: prior routes first, in their prior order.
  static Value value(Arguments prior, SequencedMap<String, Route> found) {
    var ordered = new LinkedHashMap<String, Route>();
    for (String range : read(prior).keySet()) {
      Route route = found.get(range);
      if (route != null) {
        ordered.put(range, route);
      }
    }
    ordered.putAll(found);
    return Value.listOf(
        SCHEMA.impliedType(), ordered.values().stream().map(RouteBlocks::block).toList());
  }

  private static Value block(Route route) {
    var attributes = new LinkedHashMap<String, Value>();
    attributes.put(CIDR_BLOCK, Value.of(route.cidrBlock()));
    for (RouteTarget target : RouteTarget.values()) {
      String id = target == route.target() ? route.targetId() : null;
      attributes.put(target.argument, id == null ? Value.nullOf(Types.STRING) : Value.of(id));
    }
    return Value.objectOf(attributes);
  }
}
