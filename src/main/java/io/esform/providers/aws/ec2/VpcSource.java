package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;
import static java.util.stream.Collectors.joining;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.SourceKind;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Vpc;

/// `data "aws_vpc"`.
final class VpcSource implements SourceKind {

  private static final String ID = "id";
  private static final String CIDR_BLOCK = "cidr_block";
  private static final String DEFAULT = "default";
  private static final String TAGS = "tags";

  @Override
  public String description() {
    return "The VPC of the region that matches all arguments.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.optionalComputed(ID, Types.STRING, "Its id."),
        AttributeSchema.optionalComputed(
            CIDR_BLOCK, Types.STRING, "Its IPv4 range, such as `10.20.0.0/16`."),
        AttributeSchema.optionalComputed(
            DEFAULT, Types.BOOL, "Whether it is the region's default VPC."),
        AttributeSchema.optionalComputed(
            TAGS, Types.map(Types.STRING), "Tags that it must have. Unset: set to all its tags."),
        AttributeSchema.computed("owner_id", Types.STRING, "The account that it belongs to."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(FilterBlocks.BLOCK);
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    List<Filter> filters = filters(configuration);
    List<Vpc> found =
        aws.ec2(
            "ec2:DescribeVpcs",
            ec2 ->
                ec2.describeVpcsPaginator(request -> request.filters(filters)).vpcs().stream()
                    .toList());
    if (found.isEmpty()) {
      throw AwsFailure.of(
          "VPC not found",
          "No VPC in %s matches all arguments. Check the region, the id and the"
                  .formatted(aws.region())
              + " filters.");
    }
    if (found.size() > 1) {
      throw AwsFailure.of(
          "Several VPCs match",
          "%d VPCs match: %s. Add a filter, a tag or the id."
              .formatted(
                  found.size(), found.stream().map(Vpc::vpcId).sorted().collect(joining(", "))));
    }
    return attributes(found.getFirst());
  }

  private static List<Filter> filters(Arguments configuration) {
    var filters = new ArrayList<>(FilterBlocks.all(configuration));
    configuration.text(ID).ifPresent(id -> filters.add(filter("vpc-id", id)));
    configuration.text(CIDR_BLOCK).ifPresent(range -> filters.add(filter("cidr", range)));
    if (configuration.value(DEFAULT) instanceof BoolValue(var isDefault)) {
      filters.add(filter("is-default", Boolean.toString(isDefault)));
    }
    return filters;
  }

  private static SequencedMap<String, Value> attributes(Vpc vpc) {
    return new Attributes()
        .text(ID, vpc.vpcId())
        .text(CIDR_BLOCK, vpc.cidrBlock())
        .flag(DEFAULT, vpc.isDefault())
        .with(TAGS, Attributes.textsByKey(Tags.configurable(Tags.EC2.map(vpc.tags()))))
        .text("owner_id", vpc.ownerId())
        .toMap();
  }
}
