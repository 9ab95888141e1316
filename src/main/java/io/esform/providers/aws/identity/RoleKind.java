package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.value.Types;
import io.esform.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Role;

/// `aws_iam_role`.
final class RoleKind implements NativeKind {

  private static final String NAME = "name";
  private static final String TRUST = "assume_role_policy";
  private static final String DESCRIPTION = "description";
  private static final String PATH = "path";
  private static final String SESSION = "max_session_duration";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String description() {
    return "An IAM role: permissions for hosts and services without their own credentials.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name, unique in the account.")
            .withReplacement(),
        AttributeSchema.required(
            TRUST,
            Types.STRING,
            "The trust policy as JSON, which defines who may assume the role."),
        AttributeSchema.optional(DESCRIPTION, Types.STRING, "A description."),
        AttributeSchema.optional(PATH, Types.STRING, "Its IAM path.")
            .withDefault(Value.of("/"))
            .withReplacement(),
        AttributeSchema.optional(
                SESSION,
                Types.NUMBER,
                "The maximum duration of a session in seconds, 3600 to 43200.")
            .withDefault(Value.of(3600)),
        AttributeSchema.optional(
            RolePolicies.MANAGED,
            Types.set(Types.STRING),
            "The ARNs of the managed policies attached to it. Unset: the attached policies are not"
                + " changed."),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."),
        AttributeSchema.computed(
            "unique_id", Types.STRING, "Its unique id, which AWS never reuses."));
  }

  @Override
  public List<NestedBlock> blocks() {
    return List.of(RolePolicies.INLINE_BLOCK);
  }

  @Override
  public String idForm() {
    return "the role's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    IamNames.check(configuration, NAME, 64, faults);
    IamNames.checkPath(configuration, PATH, faults);
    Policies.check(configuration, TRUST, faults);
    RolePolicies.check(configuration, faults);
    configuration
        .number(SESSION)
        .filter(RoleKind::isOutOfRange)
        .ifPresent(_ ->
            faults.add(
                configuration.at(SESSION),
                "Value out of range",
                "max_session_duration must be from 3600 to 43200 seconds."));
  }

  private static boolean isOutOfRange(BigDecimal seconds) {
    return seconds.compareTo(BigDecimal.valueOf(3600)) < 0
        || seconds.compareTo(BigDecimal.valueOf(43_200)) > 0;
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return IamNames.claims("IAM role", request, NAME);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    return aws.iam(
        "iam:CreateRole",
        iam ->
            iam.createRole(request ->
                    request
                        .roleName(planned.requiredText(NAME))
                        .assumeRolePolicyDocument(planned.requiredText(TRUST))
                        .description(planned.text(DESCRIPTION).orElse(null))
                        .path(planned.requiredText(PATH))
                        .maxSessionDuration(planned.requiredInteger(SESSION))
                        .tags(Tags.IAM.list(creation.tags())))
                .role()
                .roleName());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the role " + completion.id() + " to be visible",
        PATIENCE,
        completion.progress(),
        () -> get(aws, completion.id()).isPresent());
    new RolePolicies(aws, completion.id()).bringTo(completion.planned());
  }

  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    return search
        .named(NAME, name -> get(aws, name), role -> Tags.IAM.map(role.tags()))
        .map(Role::roleName);
  }

  private static Optional<Role> get(AwsConnection aws, String name) throws AwsFailure {
    return aws.ifThere(() -> role(aws, name));
  }

  private static Role role(AwsConnection aws, String name) throws AwsFailure {
    return aws.iam("iam:GetRole", iam -> iam.getRole(request -> request.roleName(name)).role());
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    return NativeKind.oneByOne(aws, known, one -> aws.ifThere(() -> read(aws, one)));
  }

  private static ObjectState read(AwsConnection aws, ObjectToRead known) throws AwsFailure {
    Role role = role(aws, known.id());
    Attributes attributes = attributes(role, known.prior());
    new RolePolicies(aws, known.id()).addTo(attributes, known.prior());
    return new ObjectState(attributes.toMap(), Tags.IAM.map(role.tags()));
  }

  private static Attributes attributes(Role role, @Nullable Arguments prior) {
    String trust = prior == null ? null : prior.text(TRUST).orElse(null);
    return new Attributes()
        .text(NAME, role.roleName())
        .text(
            TRUST, Policies.inKnownWords(Policies.decoded(role.assumeRolePolicyDocument()), trust))
        .words(DESCRIPTION, role.description(), prior)
        .text(PATH, role.path())
        .number(SESSION, role.maxSessionDuration())
        .text("arn", role.arn())
        .text("unique_id", role.roleId());
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    Arguments planned = revision.planned();
    if (revision.changes(DESCRIPTION, SESSION)) {
      aws.iam(
          "iam:UpdateRole",
          iam ->
              iam.updateRole(request ->
                  request
                      .roleName(revision.id())
                      .description(planned.text(DESCRIPTION).orElse(""))
                      .maxSessionDuration(planned.requiredInteger(SESSION))));
    }
    String trust = planned.requiredText(TRUST);
    if (!Policies.meanTheSame(trust, revision.prior().text(TRUST).orElse(""))) {
      aws.iam(
          "iam:UpdateAssumeRolePolicy",
          iam ->
              iam.updateAssumeRolePolicy(
                  request -> request.roleName(revision.id()).policyDocument(trust)));
    }
    if (revision.changes(RolePolicies.MANAGED, RolePolicies.INLINE)) {
      new RolePolicies(aws, revision.id()).bringTo(planned);
    }
  }

  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Tags.IAM.change(
        tags,
        set ->
            aws.iam("iam:TagRole", iam -> iam.tagRole(request -> request.roleName(id).tags(set))),
        keys ->
            aws.iam(
                "iam:UntagRole",
                iam -> iam.untagRole(request -> request.roleName(id).tagKeys(keys))));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    new RolePolicies(aws, removal.id()).removeAll();
    aws.iam("iam:DeleteRole", iam -> iam.deleteRole(request -> request.roleName(removal.id())));
  }
}
