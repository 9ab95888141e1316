package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.ec2.RuleChanges.Direction;
import io.esform.providers.aws.type.Attributes;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/// `aws_security_group`, with all its rules.
final class SecurityGroupKind implements Ec2Kind<SecurityGroup> {

  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";
  private static final String VPC_ID = "vpc_id";
  private static final int LONGEST = 255;

  private static final Ec2Objects<SecurityGroup> SECURITY_GROUPS =
      new Ec2Objects<>(
          "ec2:DescribeSecurityGroups",
          "group-id",
          SecurityGroup::groupId,
          SecurityGroup::tags,
          (ec2, filter) ->
              ec2
                  .describeSecurityGroupsPaginator(request -> request.filters(filter))
                  .securityGroups()
                  .stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.SECURITY_GROUP;
  }

  @Override
  public Ec2Objects<SecurityGroup> objects() {
    return SECURITY_GROUPS;
  }

  @Override
  public String description() {
    return "A security group: the permitted traffic to and from its hosts. Its blocks contain all"
        + " rules: rules created elsewhere are removed, and without an `egress` block no outgoing"
        + " traffic is permitted.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name; unique in the VPC.")
            .withReplacement(),
        AttributeSchema.optional(
                DESCRIPTION, Types.STRING, "A description. AWS cannot change it later.")
            .withDefault(Value.of("Made by esform"))
            .withReplacement(),
        AttributeSchema.optionalComputed(
                VPC_ID,
                Types.STRING,
                "The VPC that it belongs to. Unset: the region's default VPC.")
            .withReplacement(),
        AttributeSchema.computed("owner_id", Types.STRING, "The account that it belongs to."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(RuleBlocks.block(Direction.INGRESS), RuleBlocks.block(Direction.EGRESS));
  }

  @Override
  public String idForm() {
    return "the security group's id, such as sg-0123456789abcdef0";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    checkText(configuration, NAME, faults);
    checkText(configuration, DESCRIPTION, faults);
    configuration
        .text(NAME)
        .filter(name -> name.startsWith("sg-"))
        .ifPresent(_ ->
            faults.add(
                configuration.at(NAME),
                "Invalid name",
                "AWS does not accept a name that begins with \"sg-\", because it looks like an"
                    + " id."));
    for (Direction direction : Direction.values()) {
      RuleFaults.check(configuration.blocks(direction.block()), faults);
    }
  }

  @Override
  public Relations relations(PlanRequest request) {
    return IncomingRules.of(request);
  }

  private static void checkText(Arguments configuration, String argument, Faults faults) {
    configuration
        .text(argument)
        .filter(text -> text.isEmpty() || text.length() > LONGEST || !RuleFaults.isPlain(text))
        .ifPresent(_ ->
            faults.add(
                configuration.at(argument),
                "Invalid " + argument,
                "AWS accepts 1 to %d characters: letters, digits, spaces and %s"
                    .formatted(LONGEST, RuleFaults.MARKS)));
  }

  /// AWS compares the names of groups case-insensitively.
  @Override
  public List<Claim> claims(PlanRequest request) {
    Arguments group = Arguments.of(request.proposed());
    Optional<String> vpc =
        request.configuration().get(VPC_ID).isNull() && !group.isKnown(VPC_ID)
            ? Optional.of("the default VPC")
            : group.text(VPC_ID);
    return group.text(NAME).flatMap(name -> vpc.map(it -> claim(name, it))).stream().toList();
  }

  private static Claim claim(String name, String vpc) {
    return new Claim(
        "security group name \"%s\" in %s".formatted(name.toLowerCase(Locale.ROOT), vpc),
        AttributePath.of(NAME));
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    return aws.ec2Once(
        "ec2:CreateSecurityGroup",
        ec2 ->
            ec2.createSecurityGroup(request ->
                    request
                        .groupName(planned.requiredText(NAME))
                        .description(planned.requiredText(DESCRIPTION))
                        .vpcId(planned.text(VPC_ID).orElse(null))
                        .tagSpecifications(tagSpecification(creation)))
                .groupId());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    SECURITY_GROUPS.awaitKnown(aws, "security group", completion);
    settle(aws, completion.id(), completion.planned());
  }

  /// Changes the existing rules to the planned ones.
  private static void settle(AwsConnection aws, String id, Arguments planned) throws AwsFailure {
    Settling.run(
        () -> settleOnce(aws, id, planned),
        "InvalidPermission.Duplicate",
        "InvalidPermission.NotFound");
  }

  private static void settleOnce(AwsConnection aws, String id, Arguments planned)
      throws AwsFailure {
    for (SecurityGroup group : SECURITY_GROUPS.withIds(aws, List.of(id))) {
      for (Direction direction : Direction.values()) {
        new RuleChanges(aws, id, direction)
            .settle(
                rules(group, direction), RuleBlocks.rules(planned.blocks(direction.block()), id));
      }
    }
  }

  private static RuleSet rules(SecurityGroup group, Direction direction) {
    return Permissions.rules(
        direction == Direction.INGRESS ? group.ipPermissions() : group.ipPermissionsEgress(),
        group.ownerId());
  }

  @Override
  public Attributes attributes(AwsConnection aws, SecurityGroup group, ObjectToRead known) {
    var attributes =
        new Attributes()
            .text(NAME, group.groupName())
            .text(DESCRIPTION, group.description())
            .text(VPC_ID, group.vpcId())
            .text("owner_id", group.ownerId());
    for (Direction direction : Direction.values()) {
      attributes.with(
          direction.block(),
          RuleBlocks.value(
              known.arguments().blocks(direction.block()),
              rules(group, direction),
              group.groupId()));
    }
    return attributes;
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(Direction.INGRESS.block(), Direction.EGRESS.block())) {
      settle(aws, revision.id(), revision.planned());
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    aws.ec2(
        "ec2:DeleteSecurityGroup",
        ec2 -> ec2.deleteSecurityGroup(request -> request.groupId(removal.id())));
  }
}
