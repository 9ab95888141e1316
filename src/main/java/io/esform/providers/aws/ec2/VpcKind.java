package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcState;

/// `aws_vpc`.
final class VpcKind implements Ec2Kind<Vpc> {

  private static final String CIDR_BLOCK = "cidr_block";
  private static final String DNS_SUPPORT = "enable_dns_support";
  private static final String DNS_HOSTNAMES = "enable_dns_hostnames";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Ec2Objects<Vpc> VPCS =
      new Ec2Objects<>(
          "ec2:DescribeVpcs",
          "vpc-id",
          Vpc::vpcId,
          Vpc::tags,
          (ec2, filter) ->
              ec2.describeVpcsPaginator(request -> request.filters(filter)).vpcs().stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.VPC;
  }

  @Override
  public Ec2Objects<Vpc> objects() {
    return VPCS;
  }

  @Override
  public String description() {
    return "A virtual private cloud: an isolated network in one region.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(
                CIDR_BLOCK, Types.STRING, "Its IPv4 range, such as `10.20.0.0/16`.")
            .withReplacement(),
        AttributeSchema.optional(
                DNS_SUPPORT, Types.BOOL, "Whether Amazon's name server answers its hosts.")
            .withDefault(Value.of(true)),
        AttributeSchema.optional(
                DNS_HOSTNAMES,
                Types.BOOL,
                "Whether hosts with a public address get a public DNS name. Private zones require"
                    + " it.")
            .withDefault(Value.of(false)),
        AttributeSchema.computed("owner_id", Types.STRING, "The account that it belongs to."));
  }

  @Override
  public String idForm() {
    return "the VPC's id, such as vpc-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    Cidrs.check(configuration, CIDR_BLOCK, 16, 28, faults);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    return aws.ec2Once(
        "ec2:CreateVpc",
        ec2 ->
            ec2.createVpc(request ->
                    request
                        .cidrBlock(creation.planned().requiredText(CIDR_BLOCK))
                        .tagSpecifications(tagSpecification(creation)))
                .vpc()
                .vpcId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the VPC " + completion.id() + " to be available",
        PATIENCE,
        completion.progress(),
        () -> {
          Optional<Vpc> found = VPCS.get(aws, completion.id());
          return found.isPresent() && found.get().state() == VpcState.AVAILABLE;
        });
    setNames(aws, completion.id(), completion.planned());
  }

  /// Sets one attribute in each call, as EC2 requires.
  private static void setNames(AwsConnection aws, String id, Arguments planned) throws AwsFailure {
    aws.ec2(
        "ec2:ModifyVpcAttribute",
        ec2 ->
            ec2.modifyVpcAttribute(request ->
                request
                    .vpcId(id)
                    .enableDnsSupport(value -> value.value(planned.requiredFlag(DNS_SUPPORT)))));
    aws.ec2(
        "ec2:ModifyVpcAttribute",
        ec2 ->
            ec2.modifyVpcAttribute(request ->
                request
                    .vpcId(id)
                    .enableDnsHostnames(
                        value -> value.value(planned.requiredFlag(DNS_HOSTNAMES)))));
  }

  @Override
  public Attributes attributes(AwsConnection aws, Vpc vpc, ObjectToRead known) throws AwsFailure {
    return new Attributes()
        .text(CIDR_BLOCK, vpc.cidrBlock())
        .flag(DNS_SUPPORT, attribute(aws, vpc.vpcId(), VpcAttributeName.ENABLE_DNS_SUPPORT))
        .flag(DNS_HOSTNAMES, attribute(aws, vpc.vpcId(), VpcAttributeName.ENABLE_DNS_HOSTNAMES))
        .text("owner_id", vpc.ownerId());
  }

  /// EC2 returns one attribute of one VPC in a call; a state has few VPCs.
  private static @Nullable Boolean attribute(AwsConnection aws, String id, VpcAttributeName name)
      throws AwsFailure {
    var answer =
        aws.ec2(
            "ec2:DescribeVpcAttribute",
            ec2 -> ec2.describeVpcAttribute(request -> request.vpcId(id).attribute(name)));
    AttributeBooleanValue found =
        name == VpcAttributeName.ENABLE_DNS_SUPPORT
            ? answer.enableDnsSupport()
            : answer.enableDnsHostnames();
    return found == null ? null : found.value();
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(DNS_SUPPORT, DNS_HOSTNAMES)) {
      setNames(aws, revision.id(), revision.planned());
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    aws.ec2("ec2:DeleteVpc", ec2 -> ec2.deleteVpc(request -> request.vpcId(removal.id())));
  }
}
