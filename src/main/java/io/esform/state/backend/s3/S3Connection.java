package io.esform.state.backend.s3;

import io.esform.state.aws.AwsAccess;
import io.esform.state.aws.AwsClients;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;

/// Creates the client at its first use, and returns the same one afterwards. Thread-safe.
final class S3Connection {

  private final AwsAccess access;
  private final boolean pathStyle;
  private @Nullable S3Client client;

  /// @param pathStyle whether URLs contain the bucket in their path, not in the name of the host
  S3Connection(AwsAccess access, boolean pathStyle) {
    this.access = access;
    this.pathStyle = pathStyle;
  }

  synchronized S3Client client() {
    S3Client known = client;
    if (known == null) {
      known = create();
      client = known;
    }
    return known;
  }

  private S3Client create() {
    var builder = AwsClients.configure(S3Client.builder(), access).forcePathStyle(pathStyle);
    if (access.endpoint() != null) {
      // Other stores do not know all checksums of AWS.
      builder
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
    return builder.build();
  }
}
