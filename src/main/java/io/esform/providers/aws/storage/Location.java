package io.esform.providers.aws.storage;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Where an object is, and what is there.
record Location(String bucket, String key) {

  static final String BUCKET = "bucket";
  static final String KEY = "key";

  static Location of(Arguments object) {
    return new Location(object.requiredText(BUCKET), object.requiredText(KEY));
  }

  /// Empty for what is no id of an object.
  static Optional<Location> parse(String id) {
    int slash = id.indexOf('/');
    return slash <= 0 || slash == id.length() - 1
        ? Optional.empty()
        : Optional.of(new Location(id.substring(0, slash), id.substring(slash + 1)));
  }

  String id() {
    return bucket + "/" + key;
  }

  /// The object's tags; empty when there is none.
  Optional<SortedMap<String, String>> tags(AwsConnection aws) throws AwsFailure {
    S3Client s3 = aws.s3();
    try {
      return Optional.of(
          Buckets.byKey(
              aws.ask(
                  "s3:GetObjectTagging",
                  () -> s3.getObjectTagging(request -> request.bucket(bucket).key(key)).tagSet())));
    } catch (AwsFailure failure) {
      // The newest version may be a marker that says the object was deleted.
      if (failure.isAbsence() || failure.is("MethodNotAllowed")) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// What is known of the object without its content; empty when there is none.
  Optional<HeadObjectResponse> head(AwsConnection aws) throws AwsFailure {
    S3Client s3 = aws.s3();
    try {
      return Optional.of(
          aws.ask(
              "s3:GetObject",
              () ->
                  s3.headObject(request ->
                      request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))));
    } catch (AwsFailure failure) {
      if (failure.isAbsence()) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
