package io.esform.state.backend.s3;

import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Describes failed requests to a bucket, with their remedies.
///
/// @param bucket its name
record S3Failures(String bucket) {

  private static final int MOVED = 301;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int TOO_MANY = 429;
  private static final int NOT_IMPLEMENTED = 501;

  /// The message has no final stop.
  IOException of(SdkException failure) {
    return failure instanceof AwsServiceException answer ? refused(answer) : unanswered(failure);
  }

  private IOException refused(AwsServiceException answer) {
    int status = answer.statusCode();
    String message = message(answer);
    return switch (status) {
      case PRECONDITION_FAILED, CONFLICT -> new Refused(message);
      case MOVED, FORBIDDEN, NOT_FOUND, NOT_IMPLEMENTED ->
          new Denied(message + advice(answer), answer);
      default ->
          status / 100 == 4 && status != TOO_MANY && !answer.isThrottlingException()
              ? new Denied(message + advice(answer), answer)
              : new IOException(message, answer);
    };
  }

  /// `the store answered 403 AccessDenied: Access Denied (request id 1A2B)`.
  private static String message(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    String words = details == null ? null : details.errorMessage();
    return "the store answered %d %s%s%s"
        .formatted(
            answer.statusCode(),
            code(answer),
            words == null || words.isBlank() ? "" : ": " + withoutStop(words),
            answer.requestId() == null ? "" : " (request id " + answer.requestId() + ")")
        .replace("  ", " ");
  }

  private String advice(AwsServiceException answer) {
    String code = code(answer);
    return switch (code) {
      case "NoSuchBucket" ->
          ". Create the bucket \"%s\", or correct the argument \"bucket\"".formatted(bucket);
      case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint" ->
          ". Set \"region\" to the region of the bucket \"%s\"".formatted(bucket);
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "InvalidClientTokenId" ->
          ". Check the credentials, and the profile if one is set";
      case "ExpiredToken", "ExpiredTokenException" -> ". Get new credentials";
      default ->
          switch (answer.statusCode()) {
            case MOVED -> ". Set \"region\" to the region of the bucket \"%s\"".formatted(bucket);
            case FORBIDDEN ->
                ". The credentials need the permissions s3:GetObject, s3:PutObject and s3:DeleteObject for the objects of the bucket \"%s\", and s3:ListBucket for the bucket"
                    .formatted(bucket);
            case NOT_IMPLEMENTED -> ". The store does not support conditional writes";
            default -> "";
          };
    };
  }

  private static String code(AwsServiceException answer) {
    var details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  private static IOException unanswered(SdkException failure) {
    String words = String.valueOf(failure.getMessage());
    if (words.contains("Unable to load credentials")) {
      return new Denied(
          "no AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile",
          failure);
    }
    if (words.contains("Unable to load region")) {
      return new Denied("no region is known. Set \"region\", or AWS_REGION", failure);
    }
    return new IOException("the store gave no answer: " + rootReason(failure), failure);
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
