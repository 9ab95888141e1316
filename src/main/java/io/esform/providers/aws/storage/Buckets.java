package io.esform.providers.aws.storage;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.provider.Arguments;
import io.esform.provider.Faults;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads buckets and validates their names.
final class Buckets {

  private static final Pattern NAME =
      Pattern.compile("(?=.{3,63}$)[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)*(?<!-)");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final List<String> RESERVED_STARTS = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> RESERVED_ENDS =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  private Buckets() {}

  static void check(Arguments configuration, String argument, Faults faults) {
    configuration
        .text(argument)
        .filter(name -> !isName(name))
        .ifPresent(name ->
            faults.add(
                configuration.at(argument),
                "Invalid bucket name",
                ("\"%s\" is not a valid bucket name. A name has 3 to 63 lower-case letters, digits,"
                        + " hyphens and dots, begins and ends with a letter or digit, and does not have"
                        + " a form that AWS reserves.")
                    .formatted(name)));
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches()
        && !ADDRESS.matcher(name).matches()
        && RESERVED_STARTS.stream().noneMatch(name::startsWith)
        && RESERVED_ENDS.stream().noneMatch(name::endsWith);
  }

  /// The bucket's tags; empty when there is no such bucket.
  static Optional<SortedMap<String, String>> tags(AwsConnection aws, String bucket)
      throws AwsFailure {
    return aws.ifThere(() ->
        aws.unless(
                code("NoSuchTagSet"),
                () ->
                    Tags.S3.map(
                        aws.s3(
                            "s3:GetBucketTagging",
                            s3 -> s3.getBucketTagging(request -> request.bucket(bucket)).tagSet())))
            .orElse(new TreeMap<>()));
  }

  /// The tags of this account's bucket in this region; empty when there is none, even if another
  /// account or region has a bucket of this name.
  static Optional<SortedMap<String, String>> ownTags(AwsConnection aws, String bucket)
      throws AwsFailure {
    try {
      return tags(aws, bucket);
    } catch (AwsFailure failure) {
      if (failure.is("PermanentRedirect", "AuthorizationHeaderMalformed")
          || (failure.is("AccessDenied") && !isOpen(aws, bucket))) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static boolean isOpen(AwsConnection aws, String bucket) throws AwsFailure {
    return aws.unless(
            failure -> !failure.isAmbiguous(),
            () -> aws.s3("s3:ListBucket", s3 -> s3.headBucket(request -> request.bucket(bucket))))
        .isPresent();
  }

  static boolean isEmpty(AwsConnection aws, String bucket) throws AwsFailure {
    var page =
        aws.s3(
            "s3:ListBucketVersions",
            s3 -> s3.listObjectVersions(request -> request.bucket(bucket).maxKeys(1)));
    return page.versions().isEmpty() && page.deleteMarkers().isEmpty();
  }

  /// The present tags with the changes applied: S3 only accepts the complete set of tags.
  static SortedMap<String, String> changed(
      SortedMap<String, String> present, Tags.Difference difference) {
    var changed = new TreeMap<>(present);
    difference.removed().forEach(changed::remove);
    changed.putAll(difference.set());
    return changed;
  }
}
