package io.esform.state.kms;

import io.esform.state.aws.AwsAccess;
import io.esform.state.aws.AwsFailures;
import io.esform.state.file.DataKeys.DataKeyFailure;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Describes failed requests to KMS, with their remedies.
final class KmsFailures {

  private static final int SERVER_ERRORS = 5;

  private final KmsSettings settings;

  KmsFailures(KmsSettings settings) {
    this.settings = settings;
  }

  DataKeyFailure notCreated(SdkException failure) {
    return failure(
        failure,
        settings.keyId(),
        "kms:GenerateDataKey",
        "A data key for the secrets of the state cannot be created with the KMS key \"%s\"");
  }

  DataKeyFailure notTested(SdkException failure) {
    return failure(
        failure,
        settings.keyId(),
        "kms:Decrypt",
        "A new data key of the KMS key \"%s\" cannot be decrypted, and was not used");
  }

  DataKeyFailure notDecrypted(SdkException failure, String wrappingKey) {
    return failure(
        failure,
        wrappingKey,
        "kms:Decrypt",
        "The data key of the state, which the KMS key \"%s\" has encrypted, cannot be decrypted");
  }

  /// An answer that KMS never gives.
  DataKeyFailure unusable(String why) {
    return new DataKeyFailure(
        "AWS KMS failed",
        "The answer of AWS KMS to a request with the KMS key \"%s\" (%s) cannot be used: %s. Check \"endpoint\"."
            .formatted(settings.keyId(), place(), why));
  }

  /// A data key that is not base64.
  DataKeyFailure damaged() {
    return new DataKeyFailure(
        "Data key cannot be decrypted",
        "The encrypted data key in the state is not base64: it was edited or is damaged.");
  }

  private DataKeyFailure failure(SdkException failure, String key, String permission, String what) {
    String message = AwsFailures.message("AWS KMS", failure);
    return new DataKeyFailure(
        summary(failure),
        "%s (%s): %s. %s."
            .formatted(what.formatted(key), place(), message, advice(failure, key, permission)),
        failure);
  }

  private String place() {
    AwsAccess access = settings.access();
    if (access.endpoint() != null) {
      return "endpoint " + access.endpoint();
    }
    return access.region() == null
        ? "in the region of the environment or the profile"
        : "region " + access.region();
  }

  private static String summary(SdkException failure) {
    return switch (AwsFailures.kind(failure)) {
      case NO_CREDENTIALS -> "No AWS credentials";
      case NO_REGION -> "No AWS region";
      case NO_ANSWER -> "AWS KMS does not answer";
      case EXPIRED_CREDENTIALS -> "AWS credentials have expired";
      case REJECTED_CREDENTIALS -> "AWS credentials were not accepted";
      case ROLE -> "Role cannot be assumed";
      case ANSWER ->
          switch (cause(failure)) {
            case DENIED -> "Access to the KMS key denied";
            case MISSING -> "KMS key not found";
            case DISABLED, DELETED, UNSUITABLE -> "KMS key cannot be used";
            case UNRELATED, OTHER_KEY -> "Data key cannot be decrypted";
            case THROTTLED -> "AWS KMS throttles requests";
            case FAILED -> "AWS KMS failed";
            case OTHER -> "AWS KMS refused the request";
          };
    };
  }

  /// The causes that KMS distinguishes.
  private enum Cause {
    DENIED,
    MISSING,
    DISABLED,
    DELETED,
    UNSUITABLE,
    UNRELATED,
    OTHER_KEY,
    THROTTLED,
    FAILED,
    OTHER
  }

  private static Cause cause(SdkException failure) {
    if (!(failure instanceof AwsServiceException answer)) {
      return Cause.OTHER;
    }
    return switch (AwsFailures.code(answer)) {
      case "AccessDeniedException", "AccessDenied" -> Cause.DENIED;
      case "NotFoundException" -> Cause.MISSING;
      case "DisabledException" -> Cause.DISABLED;
      case "KMSInvalidStateException" -> Cause.DELETED;
      case "InvalidKeyUsageException" -> Cause.UNSUITABLE;
      case "InvalidCiphertextException" -> Cause.UNRELATED;
      case "IncorrectKeyException" -> Cause.OTHER_KEY;
      default -> {
        if (answer.isThrottlingException()
            || AwsFailures.code(answer).equals("LimitExceededException")) {
          yield Cause.THROTTLED;
        }
        yield answer.statusCode() / 100 == SERVER_ERRORS ? Cause.FAILED : Cause.OTHER;
      }
    };
  }

  /// The commands accept no alias.
  private static String commandKey(String key) {
    return key.contains("alias/") ? "KEY_ID" : key;
  }

  private static String advice(SdkException failure, String key, String permission) {
    String ofCredentials = AwsFailures.kind(failure).advice();
    if (!ofCredentials.isEmpty()) {
      return ofCredentials;
    }
    return switch (AwsFailures.kind(failure)) {
      case NO_ANSWER -> "Check the network, \"region\" and \"endpoint\", then run again";
      default ->
          switch (cause(failure)) {
            case DENIED ->
                "The credentials need the permission %s for the key, from its key policy or from an IAM policy, with the encryption context \"esform:lineage\". A key of another region or account needs its ARN and \"region\""
                    .formatted(permission);
            case MISSING ->
                "Check \"kms_key_id\" and \"region\". An alias begins with \"alias/\"; a key of"
                    + " another account needs its ARN";
            case DISABLED ->
                "Enable the key:\n\n    aws kms enable-key --key-id %s\n\nThen run again"
                    .formatted(commandKey(key));
            case DELETED ->
                "The key is not enabled. If its deletion is scheduled, cancel it:\n\n    aws kms cancel-key-deletion --key-id %1$s\n    aws kms enable-key --key-id %1$s\n\nThen run again"
                    .formatted(commandKey(key));
            case UNSUITABLE ->
                "Use a symmetric key for encryption and decryption (key spec SYMMETRIC_DEFAULT)";
            case UNRELATED, OTHER_KEY ->
                "It was changed, or is from a state with another lineage: KMS decrypts it only with"
                    + " the lineage that it was created for";
            case THROTTLED, FAILED -> "Wait a moment, then run again";
            case OTHER -> "Correct the cause, then run again";
          };
    };
  }
}
