package io.esform.providers.aws.ec2;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.SourceKind;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.SequencedMap;
import software.amazon.awssdk.services.ec2.model.Subnet;

/// `data "aws_subnets"`.
final class SubnetsSource implements SourceKind {

  @Override
  public String description() {
    return "The ids of the subnets that match all arguments; the list may be empty.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.optional("tags", Types.map(Types.STRING), "Tags that they must have."),
        AttributeSchema.computed("ids", Types.list(Types.STRING), "Their ids, sorted."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(FilterBlocks.BLOCK);
  }

  @Override
  public SequencedMap<String, Value> read(AwsConnection aws, Arguments configuration)
      throws AwsFailure {
    List<String> ids =
        aws.ec2(
            "ec2:DescribeSubnets",
            ec2 ->
                ec2
                    .describeSubnetsPaginator(
                        request -> request.filters(FilterBlocks.all(configuration)))
                    .subnets()
                    .stream()
                    .map(Subnet::subnetId)
                    .sorted()
                    .toList());
    return new Attributes().list("ids", ids).toMap();
  }
}
