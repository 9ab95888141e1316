package io.esform.providers.aws.identity;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// `data "aws_region"` and `data "aws_partition"`: where this connection leads. They make no calls.
final class PlaceSource implements DataSource {

  private final Schema schema;

  private PlaceSource(Schema schema) {
    this.schema = schema;
  }

  static DataSource region() {
    return new PlaceSource(
        Schema.of(
            "The region that the provider uses.",
            AttributeSchema.computed("name", Types.STRING, "Its name, such as `eu-central-1`."),
            AttributeSchema.computed("id", Types.STRING, "The same as `name`.")));
  }

  static DataSource partition() {
    return new PlaceSource(
        Schema.of(
            "The part of AWS that the provider's region belongs to. ARNs and the names of services"
                + " differ between them.",
            AttributeSchema.computed(
                "partition", Types.STRING, "`aws`, `aws-cn` in China, `aws-us-gov` in GovCloud."),
            AttributeSchema.computed(
                "dns_suffix", Types.STRING, "`amazonaws.com`, or `amazonaws.com.cn` in China."),
            AttributeSchema.computed("id", Types.STRING, "The same as `partition`.")));
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    try {
      String region = ((AwsConnection) connection).region();
      PartitionMetadata partition = PartitionMetadata.of(Region.of(region));
      Map<String, String> all =
          Map.of(
              "name",
              region,
              "partition",
              partition.id(),
              "dns_suffix",
              partition.dnsSuffix(),
              "id",
              schema.attributes().containsKey("name") ? region : partition.id());
      ObjectValue found = configuration;
      for (String name : schema.attributes().keySet()) {
        found = found.with(name, Value.of(all.getOrDefault(name, "")));
      }
      return new Response(found, Diagnostics.none());
    } catch (AwsFailure failure) {
      return new Response(null, Diagnostics.of(failure.diagnostic()));
    }
  }
}
