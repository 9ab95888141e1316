package io.esform.providers.aws.identity;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.provider.Progress;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.SideBySide;
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
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
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
    return "What gives an IAM role to hosts.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name, unique in the account.")
            .withReplacement(),
        AttributeSchema.optional(PATH, Types.STRING, "Where it stands among the account's names.")
            .withDefault(Value.of("/"))
            .withReplacement(),
        AttributeSchema.optional(ROLE, Types.STRING, "The name of the role that it gives."),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."),
        AttributeSchema.computed(
            "unique_id", Types.STRING, "Its id, which no other profile gets."));
  }

  @Override
  public String idForm() {
    return "the instance profile's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    Names.check(configuration, NAME, 128, faults);
    Names.checkPath(configuration, PATH, faults);
    Names.check(configuration, ROLE, 64, faults);
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return Names.claims("IAM instance profile", request, NAME);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    IamClient iam = aws.iam();
    return aws.ask(
        "iam:CreateInstanceProfile",
        () ->
            iam.createInstanceProfile(request ->
                    request
                        .instanceProfileName(creation.planned().requiredText(NAME))
                        .path(creation.planned().requiredText(PATH))
                        .tags(Names.tags(Tags.plain(creation.tags()))))
                .instanceProfile()
                .instanceProfileName());
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    Waits.until(
        aws,
        "the instance profile " + completion.id() + " to be known",
        PATIENCE,
        completion.progress(),
        () -> get(aws, completion.id()).isPresent());
    bringTo(aws, completion.id(), completion.planned(), completion.progress());
  }

  /// A profile has one role at most, so the old one goes first.
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
          "the role " + wanted.get() + " to be given to " + id,
          PATIENCE,
          progress,
          () -> isAdded(aws, id, wanted.get()));
    }
  }

  /// A new role is not known at once to every part of IAM.
  private static boolean isAdded(AwsConnection aws, String id, String role) throws AwsFailure {
    IamClient iam = aws.iam();
    try {
      aws.ask(
          "iam:AddRoleToInstanceProfile",
          () ->
              iam.addRoleToInstanceProfile(
                  request -> request.instanceProfileName(id).roleName(role)));
      return true;
    } catch (AwsFailure failure) {
      if (failure.isAbsence()) {
        return false;
      }
      // The one role that a profile takes may be this one, given by an earlier try.
      if (failure.is("LimitExceeded") && hasRole(aws, id, role)) {
        return true;
      }
      throw failure;
    }
  }

  private static boolean hasRole(AwsConnection aws, String id, String role) throws AwsFailure {
    return get(aws, id).flatMap(InstanceProfileKind::role).filter(role::equals).isPresent();
  }

  /// A role that an earlier try has taken away is not there, which says nothing of the profile.
  private static void remove(AwsConnection aws, String id, String role) throws AwsFailure {
    IamClient iam = aws.iam();
    try {
      aws.ask(
          "iam:RemoveRoleFromInstanceProfile",
          () ->
              iam.removeRoleFromInstanceProfile(
                  request -> request.instanceProfileName(id).roleName(role)));
    } catch (AwsFailure failure) {
      if (!failure.isAbsence()) {
        throw failure;
      }
    }
  }

  private static Optional<String> role(InstanceProfile profile) {
    return profile.roles().stream().map(Role::roleName).findFirst();
  }

  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    Optional<String> name = search.planned().text(NAME);
    return name.isEmpty()
        ? Optional.empty()
        : get(aws, name.get())
            .filter(it -> search.token().equals(Names.tags(it.tags()).get(Tags.TOKEN)))
            .map(InstanceProfile::instanceProfileName);
  }

  private static Optional<InstanceProfile> get(AwsConnection aws, String name) throws AwsFailure {
    IamClient iam = aws.iam();
    try {
      return Optional.of(
          aws.ask(
              "iam:GetInstanceProfile",
              () ->
                  iam.getInstanceProfile(request -> request.instanceProfileName(name))
                      .instanceProfile()));
    } catch (AwsFailure failure) {
      if (failure.isAbsence()) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public Map<String, Found> read(AwsConnection aws, List<Known> known) throws AwsFailure {
    var found = new TreeMap<String, Found>();
    for (Optional<InstanceProfile> one : SideBySide.ask(aws, known, it -> get(aws, it.id()))) {
      one.ifPresent(profile ->
          found.put(
              profile.instanceProfileName(),
              new Found(attributes(profile).toMap(), Names.tags(profile.tags()))));
    }
    return found;
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
    IamClient iam = aws.iam();
    if (!tags.set().isEmpty()) {
      aws.ask(
          "iam:TagInstanceProfile",
          () ->
              iam.tagInstanceProfile(
                  request -> request.instanceProfileName(id).tags(Names.tags(tags.set()))));
    }
    if (!tags.removed().isEmpty()) {
      aws.ask(
          "iam:UntagInstanceProfile",
          () ->
              iam.untagInstanceProfile(
                  request -> request.instanceProfileName(id).tagKeys(tags.removed())));
    }
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    IamClient iam = aws.iam();
    Optional<String> role = get(aws, removal.id()).flatMap(InstanceProfileKind::role);
    if (role.isPresent()) {
      remove(aws, removal.id(), role.get());
    }
    aws.ask(
        "iam:DeleteInstanceProfile",
        () -> iam.deleteInstanceProfile(request -> request.instanceProfileName(removal.id())));
  }
}
