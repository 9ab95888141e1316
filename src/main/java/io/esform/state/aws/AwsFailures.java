package io.esform.state.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

/// Describes failed requests.
public final class AwsFailures {

  private AwsFailures() {}

  /// The kinds that all services share.
  public enum Kind {
    /// No source has credentials.
    NO_CREDENTIALS("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile"),
    /// No source has a region.
    NO_REGION("Set \"region\", or AWS_REGION"),
    /// The service is unreachable, or its answer was lost.
    NO_ANSWER(""),
    EXPIRED_CREDENTIALS("Get new credentials"),
    REJECTED_CREDENTIALS("Check the credentials, and the profile if one is set"),
    /// The role was not assumed.
    ROLE("Check \"role_arn\", and that the credentials have the permission sts:AssumeRole for it"),
    /// Any other answer of the service.
    ANSWER("");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }

    /// The remedy, without a final stop; empty if it depends on the service.
    public String advice() {
      return advice;
    }
  }

  public static Kind kind(SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      Kind ofCredentials =
          switch (code(answer)) {
            case "ExpiredToken", "ExpiredTokenException" -> Kind.EXPIRED_CREDENTIALS;
            case "InvalidAccessKeyId",
                "SignatureDoesNotMatch",
                "InvalidSignatureException",
                "InvalidToken",
                "InvalidClientTokenId",
                "UnrecognizedClientException",
                "IncompleteSignature",
                "MissingAuthenticationToken" ->
                Kind.REJECTED_CREDENTIALS;
            default -> Kind.ANSWER;
          };
      boolean ofRole = answer instanceof StsException && ofCredentials == Kind.ANSWER;
      return ofRole ? Kind.ROLE : ofCredentials;
    }
    String words = String.valueOf(failure.getMessage());
    if (words.contains("Unable to load credentials")) {
      return Kind.NO_CREDENTIALS;
    }
    return words.contains("Unable to load region") ? Kind.NO_REGION : Kind.NO_ANSWER;
  }

  /// One clause without a final stop, such as `the store answered 403 AccessDenied: Access Denied
  /// (request id 1A2B)`.
  ///
  /// @param service in the text: `the store`
  public static String message(String service, SdkException failure) {
    return switch (kind(failure)) {
      case NO_CREDENTIALS -> "no AWS credentials were found";
      case NO_REGION -> "no region is known";
      case NO_ANSWER -> service + " gave no answer: " + rootReason(failure);
      case EXPIRED_CREDENTIALS, REJECTED_CREDENTIALS, ROLE, ANSWER ->
          failure instanceof AwsServiceException answer
              ? answered(answer instanceof StsException ? "AWS STS" : service, answer)
              : service + " refused the request";
    };
  }

  private static String answered(String service, AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    String words = details == null ? null : details.errorMessage();
    return "%s answered %d %s%s%s"
        .formatted(
            service,
            answer.statusCode(),
            code(answer),
            words == null || words.isBlank() ? "" : ": " + withoutStop(words),
            answer.requestId() == null ? "" : " (request id " + answer.requestId() + ")")
        .replace("  ", " ");
  }

  /// The error code of an answer; empty for none.
  public static String code(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static String rootReason(SdkException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    @Nullable String words = root.getMessage();
    return words == null ? root.getClass().getSimpleName() : withoutStop(words);
  }

  private static String withoutStop(String words) {
    String text = words.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
