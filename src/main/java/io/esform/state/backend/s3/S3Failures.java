package io.esform.state.backend.s3;

import io.esform.state.aws.AwsFailures;
import io.esform.state.backend.objects.ObjectStore.Denied;
import io.esform.state.backend.objects.ObjectStore.Refused;
import java.io.IOException;
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
    String message = AwsFailures.message("the store", failure);
    return switch (AwsFailures.kind(failure)) {
      case NO_ANSWER -> new IOException(message, failure);
      case NO_CREDENTIALS, NO_REGION, EXPIRED_CREDENTIALS, REJECTED_CREDENTIALS, ROLE ->
          new Denied(message + ". " + AwsFailures.kind(failure).advice(), failure);
      case ANSWER ->
          failure instanceof AwsServiceException answer
              ? refused(answer, message)
              : new IOException(message, failure);
    };
  }

  private IOException refused(AwsServiceException answer, String message) {
    int status = answer.statusCode();
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

  private String advice(AwsServiceException answer) {
    return switch (AwsFailures.code(answer)) {
      case "NoSuchBucket" ->
          ". Create the bucket \"%s\", or correct the argument \"bucket\"".formatted(bucket);
      case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint" ->
          ". Set \"region\" to the region of the bucket \"%s\"".formatted(bucket);
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
}
