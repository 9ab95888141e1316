package io.esform.providers.aws.hosts;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.diag.EsformBug;
import io.esform.es.Platform.HostBundle;
import io.esform.es.Platform.HostSpecification;
import io.esform.provider.Progress;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// The bundles of hosts in S3. They have no tags, because hosts of several states may share one,
/// and are never deleted, because an earlier configuration may be needed again.
final class Bundles {

  private static final Pattern PLACE = Pattern.compile("s3://([^/]+)/(.+)");

  private final AwsConnection aws;

  Bundles(AwsConnection aws) {
    this.aws = aws;
  }

  /// Uploads the bundle of a host, unless it is there. A bundle with another checksum under its
  /// name, which hosts would refuse, is overwritten.
  void put(HostSpecification host, Progress progress) throws AwsFailure {
    HostBundle bundle = host.bundle();
    if (bundle == null) {
      return;
    }
    Matcher place = PLACE.matcher(bundle.place());
    if (!place.matches()) {
      throw new EsformBug("The bundle of a host has no place in S3: " + bundle.place());
    }
    String bucket = place.group(1);
    String key = place.group(2);
    String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(bundle.sha256()));
    Optional<HeadObjectResponse> found = head(bucket, key);
    if (found.isPresent() && checksum.equals(found.get().checksumSHA256())) {
      return;
    }
    progress.message("uploading the bundle of " + host.name());
    // Another run may have uploaded the same bundle meanwhile.
    aws.unless(
        code("PreconditionFailed", "ConditionalRequestConflict"),
        () -> put(bucket, key, bundle, checksum, found.isEmpty()));
  }

  private Optional<HeadObjectResponse> head(String bucket, String key) throws AwsFailure {
    return aws.unless(
        // The newest version may be a delete marker.
        code("MethodNotAllowed").or(AwsFailure::isAbsence),
        () ->
            aws.s3(
                "s3:GetObject",
                s3 ->
                    s3.headObject(request ->
                        request.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED))));
  }

  /// @param isNew whether to upload it only if no object exists
  private PutObjectResponse put(
      String bucket, String key, HostBundle bundle, String checksum, boolean isNew)
      throws AwsFailure {
    return aws.s3(
        "s3:PutObject",
        s3 ->
            s3.putObject(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .contentType("application/gzip")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumSHA256(checksum)
                        .ifNoneMatch(isNew ? "*" : null),
                RequestBody.fromBytes(Base64.getDecoder().decode(bundle.base64()))));
  }
}
