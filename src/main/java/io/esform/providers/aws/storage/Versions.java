package io.esform.providers.aws.storage;

import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/// Deletes objects with all their versions, as a bucket with remaining versions cannot be deleted.
final class Versions {

  /// The most versions that one call deletes.
  private static final int AT_ONCE = 1000;

  private final AwsConnection aws;
  private final String bucket;

  Versions(AwsConnection aws, String bucket) {
    this.aws = aws;
    this.bucket = bucket;
  }

  /// Deletes all objects in the bucket.
  void deleteAll() throws AwsFailure {
    String key = null;
    String version = null;
    ListObjectVersionsResponse page;
    do {
      page = list("", key, version);
      delete(identifiers(page));
      key = page.nextKeyMarker();
      version = page.nextVersionIdMarker();
    } while (Boolean.TRUE.equals(page.isTruncated()));
  }

  /// Deletes one object. A list for a prefix returns it before other objects whose keys start with
  /// its key.
  void delete(String object) throws AwsFailure {
    String key = null;
    String version = null;
    boolean isLast = false;
    while (!isLast) {
      ListObjectVersionsResponse page = list(object, key, version);
      List<ObjectIdentifier> all = identifiers(page);
      List<ObjectIdentifier> own = all.stream().filter(it -> it.key().equals(object)).toList();
      delete(own);
      key = page.nextKeyMarker();
      version = page.nextVersionIdMarker();
      isLast = own.size() < all.size() || !Boolean.TRUE.equals(page.isTruncated());
    }
  }

  private ListObjectVersionsResponse list(
      String prefix, @Nullable String key, @Nullable String version) throws AwsFailure {
    return aws.s3(
        "s3:ListBucketVersions",
        s3 ->
            s3.listObjectVersions(request ->
                request
                    .bucket(bucket)
                    .prefix(prefix.isEmpty() ? null : prefix)
                    .keyMarker(key)
                    .versionIdMarker(version)
                    .maxKeys(AT_ONCE)));
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse page) {
    var identifiers = new ArrayList<ObjectIdentifier>();
    page.versions().forEach(it -> identifiers.add(identifier(it.key(), it.versionId())));
    page.deleteMarkers().forEach(it -> identifiers.add(identifier(it.key(), it.versionId())));
    return identifiers;
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  private void delete(List<ObjectIdentifier> objects) throws AwsFailure {
    if (objects.isEmpty()) {
      return;
    }
    List<S3Error> refused =
        aws.s3(
            "s3:DeleteObjectVersion",
            s3 ->
                s3.deleteObjects(request ->
                        request.bucket(bucket).delete(it -> it.objects(objects).quiet(true)))
                    .errors());
    if (!refused.isEmpty()) {
      S3Error first = refused.getFirst();
      throw AwsFailure.of(
          "Objects not deleted",
          ("AWS did not delete %d of the objects in the bucket \"%s\". The first is \"%s\", with"
                  + " the error %s: %s")
              .formatted(refused.size(), bucket, first.key(), first.code(), first.message()));
    }
  }
}
