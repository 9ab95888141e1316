package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.SourceKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// `data "aws_region"` and `data "aws_partition"`: the region and partition of the connection. They
/// make no calls.
///
/// @param place returns the attributes for a region
record PlaceSource(
    String description, List<AttributeSchema> attributes, Function<String, Attributes> place)
    implements SourceKind {

  static SourceKind region() {
    return new PlaceSource(
        "The region that the provider uses.",
        List.of(
            AttributeSchema.computed("name", Types.STRING, "Its name, such as `eu-central-1`."),
            AttributeSchema.computed("id", Types.STRING, "The same as `name`.")),
        region -> new Attributes().text("name", region).text("id", region));
  }

  static SourceKind partition() {
    return new PlaceSource(
        "The AWS partition of the provider's region. ARNs and the names of services differ between"
            + " partitions.",
        List.of(
            AttributeSchema.computed(
                "partition", Types.STRING, "`aws`, `aws-cn` in China, `aws-us-gov` in GovCloud."),
            AttributeSchema.computed(
                "dns_suffix", Types.STRING, "`amazonaws.com`, or `amazonaws.com.cn` in China."),
            AttributeSchema.computed("id", Types.STRING, "The same as `partition`.")),
        PlaceSource::partition);
  }

  private static Attributes partition(String region) {
    PartitionMetadata partition = PartitionMetadata.of(Region.of(region));
    return new Attributes()
        .text("partition", partition.id())
        .text("dns_suffix", partition.dnsSuffix())
        .text("id", partition.id());
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    return place.apply(aws.region()).toMap();
  }
}
