package io.esform.providers.aws.database;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Subnet;

/// `aws_db_subnet_group`.
final class SubnetGroupKind implements GroupKind {

  private static final String SUBNET_IDS = "subnet_ids";

  @Override
  public String description() {
    return "A DB subnet group: the subnets of managed databases. RDS requires subnets in at least"
        + " two zones.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name, in lower case.").withReplacement(),
        AttributeSchema.optional(DESCRIPTION, Types.STRING, "A description.")
            .withDefault(Value.of("Made by esform")),
        AttributeSchema.required(
            SUBNET_IDS, Types.set(Types.STRING), "Its subnets, in at least two zones."),
        AttributeSchema.computed(ARN, Types.STRING, "Its ARN."));
  }

  @Override
  public String idForm() {
    return "the subnet group's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    GroupKind.checkName(
        configuration,
        "[a-z0-9._ -]{1,255}",
        "1 to 255 lower-case letters, digits, spaces and characters of ._-, and is not \"default\"",
        faults);
    if (configuration.isKnown(SUBNET_IDS) && configuration.elements(SUBNET_IDS).isEmpty()) {
      faults.add(
          configuration.at(SUBNET_IDS),
          "No subnets",
          "A subnet group needs subnets in at least two zones.");
    }
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return NativeKind.name("DB subnet group", request, NAME);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    aws.rds(
        "rds:CreateDBSubnetGroup",
        rds ->
            rds.createDBSubnetGroup(request ->
                request
                    .dbSubnetGroupName(planned.requiredText(NAME))
                    .dbSubnetGroupDescription(planned.requiredText(DESCRIPTION))
                    .subnetIds(planned.texts(SUBNET_IDS))
                    .tags(Tags.RDS.list(creation.tags()))));
    return planned.requiredText(NAME);
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    var names = known.stream().map(ObjectToRead::id).toList();
    var found = new TreeMap<String, ObjectState>();
    for (DBSubnetGroup group : describe(aws)) {
      if (names.contains(group.dbSubnetGroupName())) {
        var attributes =
            new Attributes()
                .text(NAME, group.dbSubnetGroupName())
                .text(DESCRIPTION, group.dbSubnetGroupDescription())
                .set(
                    SUBNET_IDS,
                    group.subnets().stream().map(Subnet::subnetIdentifier).sorted().toList())
                .text(ARN, group.dbSubnetGroupArn());
        found.put(
            group.dbSubnetGroupName(),
            new ObjectState(attributes.toMap(), RdsTags.of(aws, group.dbSubnetGroupArn())));
      }
    }
    return found;
  }

  /// Reads all groups of the account, so that a group that does not exist is not an error.
  private static List<DBSubnetGroup> describe(AwsConnection aws) throws AwsFailure {
    return aws.rds(
        "rds:DescribeDBSubnetGroups",
        rds -> rds.describeDBSubnetGroupsPaginator().dbSubnetGroups().stream().toList());
  }

  @Override
  public Optional<String> arn(AwsConnection aws, String name) throws AwsFailure {
    return describe(aws).stream()
        .filter(group -> group.dbSubnetGroupName().equals(name))
        .map(DBSubnetGroup::dbSubnetGroupArn)
        .findFirst();
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(SUBNET_IDS, DESCRIPTION)) {
      Arguments planned = revision.planned();
      aws.rds(
          "rds:ModifyDBSubnetGroup",
          rds ->
              rds.modifyDBSubnetGroup(request ->
                  request
                      .dbSubnetGroupName(revision.id())
                      .dbSubnetGroupDescription(planned.requiredText(DESCRIPTION))
                      .subnetIds(planned.texts(SUBNET_IDS))));
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    aws.rds(
        "rds:DeleteDBSubnetGroup",
        rds -> rds.deleteDBSubnetGroup(request -> request.dbSubnetGroupName(removal.id())));
  }
}
