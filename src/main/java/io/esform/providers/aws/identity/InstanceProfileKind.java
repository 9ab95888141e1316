package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;

/// `aws_iam_instance_profile`.
final class InstanceProfileKind implements NativeKind {

  private static final String NAME = "name";
  private static final String PATH = "path";
  private static final String ROLE = "role";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String description() {
    return "An instance profile: assigns an IAM role to hosts.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name, unique in the account.")
            .withReplacement(),
        AttributeSchema.optional(PATH, Types.STRING, "Its IAM path.")
            .withDefault(Value.of("/"))
            .withReplacement(),
        AttributeSchema.optional(ROLE, Types.STRING, "The name of its role."),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."),
        AttributeSchema.computed(
            "unique_id", Types.STRING, "Its unique id, which AWS never reuses."));
  }

  @Override
  public String idForm() {
    return "the instance profile's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    IamNames.check(configuration, NAME, 128, faults);
    IamNames.checkPath(configuration, PATH, faults);
    IamNames.check(configuration, ROLE, 64, faults);
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return IamNames.claims("IAM instance profile", request, NAME);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    return aws.iam(
        "iam:CreateInstanceProfile",
        iam ->
            iam.createInstanceProfile(request ->
                    request
                        .instanceProfileName(creation.planned().requiredText(NAME))
                        .path(creation.planned().requiredText(PATH))
                        .tags(Tags.IAM.list(creation.tags())))
                .instanceProfile()
                .instanceProfileName());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the instance profile " + completion.id() + " to be visible",
        PATIENCE,
        completion.progress(),
        () -> get(aws, completion.id()).isPresent());
    bringTo(aws, completion.id(), completion.planned(), completion.progress());
  }

  /// A profile has at most one role, so the old role is removed first.
  private static void bringTo(AwsConnection aws, String id, Arguments planned, Progress progress)
      throws AwsFailure {
    Optional<String> wanted = planned.text(ROLE);
    Optional<String> present = get(aws, id).flatMap(InstanceProfileKind::role);
    if (present.equals(wanted)) {
      return;
    }
    if (present.isPresent()) {
      remove(aws, id, present.get());
    }
    if (wanted.isPresent()) {
      Waits.until(
          aws,
          "the role " + wanted.get() + " to be added to " + id,
          PATIENCE,
          progress,
          () -> isAdded(aws, id, wanted.get()));
    }
  }

  /// False while a new role has not reached all parts of IAM.
  private static boolean isAdded(AwsConnection aws, String id, String role) throws AwsFailure {
    try {
      return aws.ifThere(() ->
              aws.iam(
                  "iam:AddRoleToInstanceProfile",
                  iam ->
                      iam.addRoleToInstanceProfile(
                          request -> request.instanceProfileName(id).roleName(role))))
          .isPresent();
    } catch (AwsFailure failure) {
      // An earlier attempt may have added this role, the only one that a profile accepts.
      if (failure.is("LimitExceeded") && hasRole(aws, id, role)) {
        return true;
      }
      throw failure;
    }
  }

  private static boolean hasRole(AwsConnection aws, String id, String role) throws AwsFailure {
    return get(aws, id).flatMap(InstanceProfileKind::role).filter(role::equals).isPresent();
  }

  /// The role may be missing because an earlier attempt removed it; this is not the absence of the
  /// profile.
  private static void remove(AwsConnection aws, String id, String role) throws AwsFailure {
    aws.ifThere(() ->
        aws.iam(
            "iam:RemoveRoleFromInstanceProfile",
            iam ->
                iam.removeRoleFromInstanceProfile(
                    request -> request.instanceProfileName(id).roleName(role))));
  }

  private static Optional<String> role(InstanceProfile profile) {
    return profile.roles().stream().map(Role::roleName).findFirst();
  }

  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    return search
        .named(NAME, name -> get(aws, name), it -> Tags.IAM.map(it.tags()))
        .map(InstanceProfile::instanceProfileName);
  }

  private static Optional<InstanceProfile> get(AwsConnection aws, String name) throws AwsFailure {
    return aws.ifThere(() ->
        aws.iam(
            "iam:GetInstanceProfile",
            iam ->
                iam.getInstanceProfile(request -> request.instanceProfileName(name))
                    .instanceProfile()));
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    return NativeKind.oneByOne(
        aws,
        known,
        one ->
            get(aws, one.id())
                .filter(profile -> one.id().equals(profile.instanceProfileName()))
                .map(profile ->
                    new ObjectState(attributes(profile).toMap(), Tags.IAM.map(profile.tags()))));
  }

  private static Attributes attributes(InstanceProfile profile) {
    return new Attributes()
        .text(NAME, profile.instanceProfileName())
        .text(PATH, profile.path())
        .text(ROLE, role(profile).orElse(null))
        .text("arn", profile.arn())
        .text("unique_id", profile.instanceProfileId());
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(ROLE)) {
      bringTo(aws, revision.id(), revision.planned(), revision.progress());
    }
  }

  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Tags.IAM.change(
        tags,
        set ->
            aws.iam(
                "iam:TagInstanceProfile",
                iam ->
                    iam.tagInstanceProfile(request -> request.instanceProfileName(id).tags(set))),
        keys ->
            aws.iam(
                "iam:UntagInstanceProfile",
                iam ->
                    iam.untagInstanceProfile(
                        request -> request.instanceProfileName(id).tagKeys(keys))));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    Optional<String> role = get(aws, removal.id()).flatMap(InstanceProfileKind::role);
    if (role.isPresent()) {
      remove(aws, removal.id(), role.get());
    }
    aws.iam(
        "iam:DeleteInstanceProfile",
        iam -> iam.deleteInstanceProfile(request -> request.instanceProfileName(removal.id())));
  }
}
