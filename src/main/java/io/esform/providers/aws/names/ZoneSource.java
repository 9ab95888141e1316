package io.esform.providers.aws.names;

import io.esform.diag.Diagnostics;
import io.esform.provider.Arguments;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;

/// `data "aws_route53_zone"`.
final class ZoneSource implements DataSource {

  private static final Schema SCHEMA =
      Schema.of(
          "A Route 53 zone that was created elsewhere, found by its name or id.",
          AttributeSchema.optionalComputed(
              "name", Types.STRING, "Its domain. Either this or `zone_id`."),
          AttributeSchema.optionalComputed(
              "zone_id", Types.STRING, "Its id. Either this or `name`."),
          AttributeSchema.optional(
                  "private_zone", Types.BOOL, "Whether to search private zones by name.")
              .withDefault(Value.of(false)),
          AttributeSchema.optional(
              "vpc_id",
              Types.STRING,
              "A VPC of the private zone, if several private zones have the name."),
          AttributeSchema.computed("comment", Types.STRING, "Its comment."),
          AttributeSchema.computed(
              "name_servers",
              Types.list(Types.STRING),
              "Its name servers; none for a private zone."),
          AttributeSchema.computed("id", Types.STRING, "Its id."));

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    var aws = (AwsConnection) connection;
    try {
      return aws.guard(() -> look(aws, configuration));
    } catch (AwsFailure failure) {
      return new Response(null, Diagnostics.of(failure.diagnostic()));
    }
  }

  private static Response look(AwsConnection aws, ObjectValue configuration) throws AwsFailure {
    Arguments wanted = Arguments.of(configuration);
    GetHostedZoneResponse found = find(aws, wanted);
    HostedZone zone = found.hostedZone();
    String comment = zone.config() == null ? null : zone.config().comment();
    List<String> servers =
        found.delegationSet() == null ? List.of() : found.delegationSet().nameServers();
    return new Response(
        configuration
            .with("name", Value.of(wanted.text("name").orElse(Zones.plain(zone.name()))))
            .with("zone_id", Value.of(Zones.id(zone.id())))
            .with("comment", text(comment))
            .with("name_servers", Value.listOf(servers))
            .with("id", Value.of(Zones.id(zone.id()))),
        Diagnostics.none());
  }

  private static Value text(@Nullable String text) {
    return text == null ? Value.nullOf(Types.STRING) : Value.of(text);
  }

  private static GetHostedZoneResponse find(AwsConnection aws, Arguments wanted) throws AwsFailure {
    Optional<String> id = wanted.text("zone_id");
    Optional<String> name = wanted.text("name");
    if (id.isPresent() == name.isPresent()) {
      throw AwsFailure.of(
          "Invalid combination of arguments", "Set exactly one of \"name\" and \"zone_id\".");
    }
    if (id.isPresent()) {
      return Zones.get(aws, id.get())
          .orElseThrow(() -> missing("There is no zone with the id \"%s\"".formatted(id.get())));
    }
    List<GetHostedZoneResponse> found = named(aws, name.orElseThrow(), wanted);
    if (found.size() > 1) {
      throw AwsFailure.of(
          "Several zones match",
          "%d zones have the name \"%s\". Select one with vpc_id or zone_id."
              .formatted(found.size(), name.get()));
    }
    return found.stream()
        .findFirst()
        .orElseThrow(
            () -> missing("There is no such zone with the name \"%s\"".formatted(name.get())));
  }

  private static List<GetHostedZoneResponse> named(AwsConnection aws, String name, Arguments wanted)
      throws AwsFailure {
    boolean isPrivate =
        wanted.isSet("vpc_id") || wanted.value("private_zone").equals(Value.of(true));
    Optional<String> network = wanted.text("vpc_id");
    var found = new ArrayList<GetHostedZoneResponse>();
    for (HostedZone zone : Zones.named(aws, name)) {
      boolean isPrivateZone =
          zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone());
      if (isPrivateZone != isPrivate) {
        continue;
      }
      Zones.get(aws, Zones.id(zone.id()))
          .filter(it ->
              network.isEmpty()
                  || it.vpCs().stream().anyMatch(vpc -> vpc.vpcId().equals(network.get())))
          .ifPresent(found::add);
    }
    return found;
  }

  private static AwsFailure missing(String what) {
    return AwsFailure.of(
        "Zone not found",
        what + " in this account. Check the value, and whether the zone is private.");
  }
}
