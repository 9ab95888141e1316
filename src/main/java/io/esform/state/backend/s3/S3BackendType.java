package io.esform.state.backend.s3;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.state.aws.AwsAccess;
import io.esform.state.aws.AwsArguments;
import io.esform.state.backend.BackendEnvironment;
import io.esform.state.backend.BackendType;
import io.esform.state.backend.MachineProcesses;
import io.esform.state.backend.objects.ObjectWorkspaces;
import io.esform.state.backend.s3.S3ObjectStore.Encryption;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.BoolValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `s3`: states are objects of a bucket of S3, or of another store with its protocol. The arguments
/// have the names of Terraform's backend.
public final class S3BackendType implements BackendType {

  private static final String BUCKET = "bucket";
  private static final String KEY = "key";
  private static final String REGION = "region";
  private static final String PROFILE = "profile";
  private static final String ROLE = "role_arn";
  private static final String ENCRYPT = "encrypt";
  private static final String KMS_KEY = "kms_key_id";
  private static final String PREFIX = "workspace_key_prefix";
  private static final String ENDPOINT = "endpoint";
  private static final String PATH_STYLE = "use_path_style";

  private static final String DEFAULT_PREFIX = "env:";
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Schema SCHEMA =
      Schema.of(
          "Stores states in a bucket of Amazon S3, or of another store with its protocol that"
              + " supports conditional writes.",
          AttributeSchema.required(BUCKET, Types.STRING, "The name of the bucket. It must exist."),
          AttributeSchema.required(
              KEY,
              Types.STRING,
              "The key of the state of the default workspace, such as `shop/esform.state`."),
          AttributeSchema.optional(
              REGION,
              Types.STRING,
              "The region of the bucket. Default: that of the environment or the profile."),
          AttributeSchema.optional(
              PROFILE,
              Types.STRING,
              "The profile of the AWS configuration files. Default: that of the environment."),
          AttributeSchema.optional(
              ROLE, Types.STRING, "The ARN of a role to assume for all requests."),
          AttributeSchema.optional(
              ENCRYPT,
              Types.BOOL,
              "Whether the store encrypts new objects with its own key (SSE-S3), or with"
                  + " `kms_key_id`. Default: as the bucket is configured."),
          AttributeSchema.optional(
              KMS_KEY,
              Types.STRING,
              "The ARN or id of the KMS key that encrypts new objects; implies `encrypt`."),
          AttributeSchema.optional(
              PREFIX,
              Types.STRING,
              "The state of another workspace has the key `PREFIX/NAME/KEY`. Default: `env:`."),
          AttributeSchema.optional(
              ENDPOINT, Types.STRING, "The URL of another store. Default: Amazon S3."),
          AttributeSchema.optional(
              PATH_STYLE,
              Types.BOOL,
              "Whether URLs contain the bucket in their path, as many other stores require."
                  + " Default: false."));

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public OpenedWorkspaces open(ObjectValue arguments, BackendEnvironment environment) {
    String bucket = textOr(arguments, BUCKET, "");
    String key = textOr(arguments, KEY, "");
    String prefix = textOr(arguments, PREFIX, DEFAULT_PREFIX);
    String endpoint = text(arguments, ENDPOINT);
    Diagnostics faults =
        Diagnostics.none()
            .and(checkBucket(bucket))
            .and(checkKey(KEY, key))
            .and(checkKey(PREFIX, prefix))
            .and(checkApart(key, prefix))
            .and(checkEndpoint(endpoint))
            .and(checkEncryption(arguments));
    if (faults.hasErrors()) {
      return new OpenedWorkspaces(null, faults);
    }
    var connection =
        new S3Connection(
            new AwsAccess(
                text(arguments, REGION),
                text(arguments, PROFILE),
                text(arguments, ROLE),
                endpoint == null ? null : URI.create(endpoint)),
            isSet(arguments, PATH_STYLE));
    var store = new S3ObjectStore(connection::client, bucket, encryption(arguments));
    return new OpenedWorkspaces(
        new ObjectWorkspaces(store, key, prefix, LEASE, environment, new MachineProcesses()),
        faults);
  }

  @Override
  public ObjectValue identity(ObjectValue arguments, BackendEnvironment environment) {
    ObjectValue found = SCHEMA.blank();
    for (String name : List.of(BUCKET, KEY, ENDPOINT)) {
      found = found.with(name, arguments.get(name));
    }
    return found.with(PREFIX, Value.of(textOr(arguments, PREFIX, DEFAULT_PREFIX)));
  }

  private static Encryption encryption(ObjectValue arguments) {
    String kmsKey = text(arguments, KMS_KEY);
    if (kmsKey != null) {
      return new Encryption("aws:kms", kmsKey);
    }
    return new Encryption(isSet(arguments, ENCRYPT) ? "AES256" : null, null);
  }

  private static Diagnostics checkBucket(String bucket) {
    return bucket.isEmpty() || bucket.contains("/") || bucket.contains(":")
        ? invalid(BUCKET, bucket, "the name of a bucket, without a prefix or an address")
        : Diagnostics.none();
  }

  private static Diagnostics checkKey(String argument, String key) {
    boolean isKey =
        !key.isEmpty()
            && !key.startsWith("/")
            && !key.endsWith("/")
            && key.chars().noneMatch(Character::isISOControl);
    return isKey
        ? Diagnostics.none()
        : invalid(
            argument,
            key,
            "the key of an object: not empty, without a slash at its beginning or end");
  }

  /// The default workspace is in none of the places for others.
  private static Diagnostics checkApart(String key, String prefix) {
    return key.startsWith(prefix + "/")
        ? invalid(
            KEY, key, "a key outside \"%s/\", where the other workspaces are".formatted(prefix))
        : Diagnostics.none();
  }

  private static Diagnostics checkEndpoint(@Nullable String endpoint) {
    return AwsArguments.endpoint(ENDPOINT, endpoint, "https://s3.example.com")
        .map(Diagnostics::of)
        .orElse(Diagnostics.none());
  }

  private static Diagnostics checkEncryption(ObjectValue arguments) {
    return arguments.attributes().get(ENCRYPT) instanceof BoolValue(boolean encrypt)
            && !encrypt
            && text(arguments, KMS_KEY) != null
        ? Diagnostics.of(
            Diagnostic.error(
                "Conflicting arguments",
                "The argument kms_key_id names a key for encryption, and encrypt is false. Remove"
                    + " one of them."))
        : Diagnostics.none();
  }

  private static Diagnostics invalid(String argument, String value, String expected) {
    return Diagnostics.of(AwsArguments.invalid(argument, value, expected));
  }

  /// Null if the argument is not set, or empty.
  private static @Nullable String text(ObjectValue arguments, String name) {
    return arguments.attributes().get(name) instanceof StringValue(var text) && !text.isEmpty()
        ? text
        : null;
  }

  private static String textOr(ObjectValue arguments, String name, String otherwise) {
    return arguments.attributes().get(name) instanceof StringValue(var text) ? text : otherwise;
  }

  private static boolean isSet(ObjectValue arguments, String name) {
    return arguments.attributes().get(name) instanceof BoolValue(boolean set) && set;
  }
}
