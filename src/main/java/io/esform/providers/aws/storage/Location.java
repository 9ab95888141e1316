package io.esform.providers.aws.storage;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.provider.Arguments;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// The location of an object; reads the object there.
record Location(String bucket, String key) {

  static final String BUCKET = "bucket";
  static final String KEY = "key";

  static Location of(Arguments object) {
    return new Location(object.requiredText(BUCKET), object.requiredText(KEY));
  }

  /// Empty if the text is not an object's id.
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
    // The newest version may be a delete marker.
    return aws.unless(
        code("MethodNotAllowed").or(AwsFailure::isAbsence),
        () ->
            Tags.S3.map(
                aws.s3(
                    "s3:GetObjectTagging",
                    s3 ->
                        s3.getObjectTagging(request -> request.bucket(bucket).key(key)).tagSet())));
  }

  /// The object's metadata; empty when there is none.
  Optional<HeadObjectResponse> head(AwsConnection aws) throws AwsFailure {
    return aws.ifThere(() ->
        aws.s3(
            "s3:GetObject",
            s3 ->
                s3.headObject(request ->
                    request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))));
  }
}
