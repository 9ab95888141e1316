package io.esform.providers.aws.secrets;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/// `aws_secretsmanager_secret`.
final class SecretKind implements NativeKind {

  static final String NAME = "name";
  static final String DESCRIPTION = "description";
  private static final String KEY = "kms_key_id";
  static final String WINDOW = "recovery_window_in_days";
  static final String VALUE = "secret_string";
  private static final String VERSION = "version_id";
  private static final int STANDARD_WINDOW = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// The label of the current version, which reads return by default.
  private static final String CURRENT = "AWSCURRENT";

  @Override
  public String description() {
    return "A Secrets Manager secret. esform writes its value but never reads it: it detects a"
        + " value that was set elsewhere by its version.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(NAME, Types.STRING, "Its name, unique in the region.")
            .withReplacement(),
        AttributeSchema.optional(DESCRIPTION, Types.STRING, "A description."),
        AttributeSchema.optional(
            KEY,
            Types.STRING,
            "The KMS key that encrypts it: an id, an alias or an ARN. Unset:"
                + " `alias/aws/secretsmanager`."),
        AttributeSchema.optional(
                WINDOW,
                Types.NUMBER,
                "The number of days in which it can be restored after it is deleted: 7 to 30, or 0"
                    + " to delete it immediately and permanently.")
            .withDefault(Value.of(STANDARD_WINDOW)),
        AttributeSchema.optional(VALUE, Types.STRING, "Its value. Unset: the value is not changed.")
            .asSensitive(),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."),
        AttributeSchema.computed(
            VERSION, Types.STRING, "The id of the current version of its value."));
  }

  @Override
  public String idForm() {
    return "the secret's ARN";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    new SecretRules(configuration, faults).check();
  }

  /// A new value creates a new version.
  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue prior = request.prior();
    boolean isNewValue =
        prior != null
            && Arguments.of(request.proposed()).isSet(VALUE)
            && !request.proposed().get(VALUE).equals(prior.get(VALUE));
    return PlanResponse.of(
        isNewValue
            ? request.proposed().with(VERSION, Value.unknown(Types.STRING))
            : request.proposed());
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return NativeKind.name("secret", request, NAME);
  }

  /// A secret with a recovery window can be restored.
  @Override
  public Optional<Loss> loss(Arguments prior) {
    return prior.value(WINDOW).equals(Value.of(0))
        ? Optional.of(new Loss("the secret's value, immediately and permanently", false))
        : Optional.empty();
  }

  /// The name of a secret that was deleted without a recovery window stays in use for a short time.
  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    var arn = new AtomicReference<Optional<String>>(Optional.empty());
    Duration patience = creation.planned().requiredInteger(WINDOW) == 0 ? PATIENCE : Duration.ZERO;
    aws.waiter()
        .await(
            () -> {
              arn.set(tryCreate(aws, creation));
              return arn.get().isPresent();
            },
            patience);
    return arn.get().orElseThrow(() -> nameNotFree(creation.planned().requiredText(NAME)));
  }

  /// Empty while the name is in use.
  private static Optional<String> tryCreate(AwsConnection aws, Creation creation)
      throws AwsFailure {
    Arguments planned = creation.planned();
    return aws.unless(
        AwsFailure::isBeingDeleted,
        () ->
            aws.secretsManager(
                "secretsmanager:CreateSecret",
                client ->
                    client
                        .createSecret(request ->
                            request
                                .name(planned.requiredText(NAME))
                                .description(planned.text(DESCRIPTION).orElse(null))
                                .kmsKeyId(planned.text(KEY).orElse(null))
                                .secretString(planned.text(VALUE).orElse(null))
                                .clientRequestToken(creation.token())
                                .tags(Tags.SECRETS_MANAGER.list(creation.tags())))
                        .arn()));
  }

  private static AwsFailure nameNotFree(String name) {
    return AwsFailure.of(
        "Secret is being deleted",
        """
        A secret "%1$s" was deleted recently, and AWS keeps its name until the deletion is complete. Choose another name, or restore and import the secret:

            aws secretsmanager restore-secret --secret-id %1$s

        Or delete it permanently, and apply again after a minute:

            aws secretsmanager delete-secret --secret-id %1$s --force-delete-without-recovery\
        """
            .formatted(name));
  }

  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    return search
        .named(NAME, name -> describe(aws, name), secret -> Tags.SECRETS_MANAGER.map(secret.tags()))
        .map(DescribeSecretResponse::arn);
  }

  /// Empty also for a deleted secret in its recovery window.
  private static Optional<DescribeSecretResponse> describe(AwsConnection aws, String id)
      throws AwsFailure {
    return aws.ifThere(() ->
            aws.secretsManager(
                "secretsmanager:DescribeSecret",
                client -> client.describeSecret(request -> request.secretId(id))))
        .filter(secret -> secret.deletedDate() == null);
  }

  /// Reads secrets one by one, as lists of secrets may be minutes old.
  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    return NativeKind.oneByOne(aws, known, it -> read(aws, it));
  }

  private static Optional<ObjectState> read(AwsConnection aws, ObjectToRead known)
      throws AwsFailure {
    return known.id().startsWith("arn:")
        ? describe(aws, known.id())
            .map(secret ->
                new ObjectState(
                    attributes(secret, known.prior()).toMap(),
                    Tags.SECRETS_MANAGER.map(secret.tags())))
        : Optional.empty();
  }

  private static Attributes attributes(DescribeSecretResponse secret, @Nullable Arguments prior) {
    String version = currentVersion(secret);
    var attributes =
        new Attributes()
            .text(NAME, secret.name())
            .words(DESCRIPTION, secret.description(), prior)
            .text(
                KEY,
                KeyNames.inKnownWords(
                    secret.kmsKeyId(), prior == null ? null : prior.text(KEY).orElse(null)))
            .text("arn", secret.arn())
            .text(VERSION, version);
    if (prior == null) {
      attributes.number(WINDOW, STANDARD_WINDOW);
    } else if (prior.text(VERSION).filter(it -> !it.equals(version)).isPresent()) {
      // The value was changed outside esform and is unknown.
      attributes.text(VALUE, null);
    }
    return attributes;
  }

  private static @Nullable String currentVersion(DescribeSecretResponse secret) {
    return secret.versionIdsToStages().entrySet().stream()
        .filter(version -> version.getValue().contains(CURRENT))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    Arguments planned = revision.planned();
    if (revision.changes(DESCRIPTION, KEY)) {
      // An empty key selects AWS's default key.
      String key = revision.changes(KEY) ? planned.text(KEY).orElse("") : null;
      aws.secretsManager(
          "secretsmanager:UpdateSecret",
          client ->
              client.updateSecret(request ->
                  request
                      .secretId(revision.id())
                      .description(planned.text(DESCRIPTION).orElse(""))
                      .kmsKeyId(key)));
    }
    if (revision.changes(VALUE) && planned.isSet(VALUE)) {
      aws.secretsManager(
          "secretsmanager:PutSecretValue",
          client ->
              client.putSecretValue(request ->
                  request.secretId(revision.id()).secretString(planned.requiredText(VALUE))));
    }
  }

  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Tags.SECRETS_MANAGER.change(
        tags,
        set ->
            aws.secretsManager(
                "secretsmanager:TagResource",
                client -> client.tagResource(request -> request.secretId(id).tags(set))),
        keys ->
            aws.secretsManager(
                "secretsmanager:UntagResource",
                client -> client.untagResource(request -> request.secretId(id).tagKeys(keys))));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    long days = removal.prior().number(WINDOW).map(BigDecimal::longValue).orElse(30L);
    aws.unless(
        AwsFailure::isBeingDeleted,
        () ->
            aws.secretsManager(
                "secretsmanager:DeleteSecret",
                client ->
                    client.deleteSecret(request -> {
                      request.secretId(removal.id());
                      if (days == 0) {
                        request.forceDeleteWithoutRecovery(true);
                      } else {
                        request.recoveryWindowInDays(days);
                      }
                    })));
  }
}
