package io.esform.providers.aws.database;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.Parameter;

/// `aws_db_parameter_group`.
final class ParameterGroupKind implements GroupKind {

  /// The most parameters that RDS accepts in one call.
  private static final int BATCH = 20;

  private static final String FAMILY = "family";

  @Override
  public String description() {
    return "A DB parameter group: the server settings of managed databases.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name, in lower case.").withReplacement(),
        AttributeSchema.required(
                FAMILY, Types.STRING, "The parameter group family, such as `mysql8.4`.")
            .withReplacement(),
        AttributeSchema.optional(DESCRIPTION, Types.STRING, "A description.")
            .withDefault(Value.of("Made by esform"))
            .withReplacement(),
        AttributeSchema.computed(ARN, Types.STRING, "Its ARN."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(ParameterBlocks.BLOCK);
  }

  @Override
  public String idForm() {
    return "the parameter group's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    GroupKind.checkName(
        configuration,
        "(?=.{1,255}$)[a-z][a-z0-9]*(-[a-z0-9]+)*",
        "1 to 255 lower-case letters, digits and single hyphens, and begins with a letter",
        faults);
    ParameterBlocks.check(configuration, faults);
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return NativeKind.name("DB parameter group", request, NAME);
  }

  @Override
  public Relations relations(PlanRequest request) {
    Arguments group = Arguments.of(request.proposed());
    return group
        .text(NAME)
        .map(name -> ParameterBlocks.connections(group, name))
        .orElse(Relations.NONE);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    aws.rds(
        "rds:CreateDBParameterGroup",
        rds ->
            rds.createDBParameterGroup(request ->
                request
                    .dbParameterGroupName(planned.requiredText(NAME))
                    .dbParameterGroupFamily(planned.requiredText(FAMILY))
                    .description(planned.requiredText(DESCRIPTION))
                    .tags(Tags.RDS.list(creation.tags()))));
    return planned.requiredText(NAME);
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    set(aws, completion.id(), ParameterBlocks.read(completion.planned()));
  }

  private static void set(AwsConnection aws, String name, List<Parameter> parameters)
      throws AwsFailure {
    for (List<Parameter> batch : batches(parameters)) {
      aws.rds(
          "rds:ModifyDBParameterGroup",
          rds ->
              rds.modifyDBParameterGroup(
                  request -> request.dbParameterGroupName(name).parameters(batch)));
    }
  }

  private static void reset(AwsConnection aws, String name, List<Parameter> parameters)
      throws AwsFailure {
    for (List<Parameter> batch : batches(parameters)) {
      aws.rds(
          "rds:ResetDBParameterGroup",
          rds ->
              rds.resetDBParameterGroup(request ->
                  request.dbParameterGroupName(name).resetAllParameters(false).parameters(batch)));
    }
  }

  static List<List<Parameter>> batches(List<Parameter> parameters) {
    var batches = new ArrayList<List<Parameter>>();
    for (int start = 0; start < parameters.size(); start += BATCH) {
      batches.add(parameters.subList(start, Math.min(parameters.size(), start + BATCH)));
    }
    return batches;
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    var priors = new TreeMap<String, Arguments>();
    known.forEach(one -> priors.put(one.id(), one.arguments()));
    var found = new TreeMap<String, ObjectState>();
    for (DBParameterGroup group : describe(aws)) {
      Arguments prior = priors.get(group.dbParameterGroupName());
      if (prior != null) {
        found.put(group.dbParameterGroupName(), found(aws, group, prior));
      }
    }
    return found;
  }

  private static ObjectState found(AwsConnection aws, DBParameterGroup group, Arguments prior)
      throws AwsFailure {
    var attributes =
        new Attributes()
            .text(NAME, group.dbParameterGroupName())
            .text(FAMILY, group.dbParameterGroupFamily())
            .text(DESCRIPTION, group.description())
            .text(ARN, group.dbParameterGroupArn())
            .with(
                ParameterBlocks.NAME,
                ParameterBlocks.value(prior, present(aws, group.dbParameterGroupName(), prior)));
    return new ObjectState(attributes.toMap(), RdsTags.of(aws, group.dbParameterGroupArn()));
  }

  /// Reads all groups of the account, so that a group that does not exist is not an error.
  private static List<DBParameterGroup> describe(AwsConnection aws) throws AwsFailure {
    return aws.rds(
        "rds:DescribeDBParameterGroups",
        rds -> rds.describeDBParameterGroupsPaginator().dbParameterGroups().stream().toList());
  }

  /// The parameters that are set explicitly, without defaults of the family. RDS does not count a
  /// parameter as set if its value is the family's default; such parameters are included if the
  /// prior state contains them.
  private static List<Parameter> present(AwsConnection aws, String name, Arguments prior)
      throws AwsFailure {
    List<Parameter> set = parameters(aws, name, "user");
    SortedMap<String, Parameter> missing = ParameterBlocks.byKey(ParameterBlocks.read(prior));
    missing.keySet().removeAll(ParameterBlocks.byKey(set).keySet());
    if (missing.isEmpty()) {
      return set;
    }
    var present = new ArrayList<>(set);
    ParameterBlocks.byKey(parameters(aws, name, null))
        .forEach((key, parameter) -> {
          Parameter known = missing.get(key);
          if (known != null && ParameterBlocks.isSame(known, parameter)) {
            present.add(parameter);
          }
        });
    return present;
  }

  /// @param source null for all
  private static List<Parameter> parameters(AwsConnection aws, String name, @Nullable String source)
      throws AwsFailure {
    return aws.rds(
        "rds:DescribeDBParameters",
        rds ->
            rds
                .describeDBParametersPaginator(
                    request -> request.dbParameterGroupName(name).source(source))
                .parameters()
                .stream()
                .filter(parameter -> parameter.parameterValue() != null)
                .toList());
  }

  @Override
  public Optional<String> arn(AwsConnection aws, String name) throws AwsFailure {
    return describe(aws).stream()
        .filter(group -> group.dbParameterGroupName().equals(name))
        .map(DBParameterGroup::dbParameterGroupArn)
        .findFirst();
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    List<Parameter> before = ParameterBlocks.read(revision.prior());
    List<Parameter> after = ParameterBlocks.read(revision.planned());
    SortedMap<String, Parameter> wanted = ParameterBlocks.byKey(after);
    SortedMap<String, Parameter> known = ParameterBlocks.byKey(before);
    reset(
        aws,
        revision.id(),
        before.stream()
            .filter(parameter -> !wanted.containsKey(ParameterBlocks.key(parameter)))
            .map(ParameterBlocks::withoutValue)
            .toList());
    set(
        aws,
        revision.id(),
        after.stream().filter(parameter -> !isThere(known, parameter)).toList());
  }

  private static boolean isThere(SortedMap<String, Parameter> known, Parameter parameter) {
    Parameter before = known.get(ParameterBlocks.key(parameter));
    return before != null && ParameterBlocks.isUnchanged(before, parameter);
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    aws.rds(
        "rds:DeleteDBParameterGroup",
        rds -> rds.deleteDBParameterGroup(request -> request.dbParameterGroupName(removal.id())));
  }
}
