package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.SourceKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/// `data "aws_availability_zones"`.
final class ZonesSource implements SourceKind {

  private static final String STATE = "state";
  private static final String ORDINARY = "availability-zone";

  @Override
  public String description() {
    return "The region's availability zones, without local and wavelength zones.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.optional(
            STATE, Types.STRING, "Only zones in this state, such as `available`. Unset: all."),
        AttributeSchema.computed(
            "names", Types.list(Types.STRING), "Their names, such as `eu-central-1a`, sorted."),
        AttributeSchema.computed(
            "zone_ids",
            Types.list(Types.STRING),
            "Their ids, such as `euc1-az2`, in the order of the names. Another account may use a"
                + " name for another zone; an id is the same zone in every account."));
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    List<AvailabilityZone> zones =
        aws
            .ec2(
                "ec2:DescribeAvailabilityZones",
                ec2 ->
                    ec2.describeAvailabilityZones(request ->
                            configuration
                                .text(STATE)
                                .ifPresent(state -> request.filters(filter(STATE, state))))
                        .availabilityZones())
            .stream()
            .filter(zone -> zone.zoneType() == null || zone.zoneType().equals(ORDINARY))
            .sorted(Comparator.comparing(AvailabilityZone::zoneName))
            .toList();
    return new Attributes()
        .list("names", zones.stream().map(AvailabilityZone::zoneName).toList())
        .list("zone_ids", zones.stream().map(AvailabilityZone::zoneId).toList())
        .toMap();
  }
}
