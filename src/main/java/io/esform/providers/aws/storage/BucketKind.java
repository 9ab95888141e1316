package io.esform.providers.aws.storage;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.call.Waits;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.Types;
import io.esform.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// `aws_s3_bucket`.
final class BucketKind implements NativeKind {

  private static final String BUCKET = "bucket";
  private static final String FORCE_DESTROY = "force_destroy";
  private static final String VERSIONING = "versioning";

  /// The only region that S3 does not accept as a location constraint.
  private static final String FIRST_REGION = "us-east-1";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String description() {
    return "An S3 bucket. esform blocks public access to the buckets that it creates.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(BUCKET, Types.STRING, "Its name, globally unique in AWS.")
            .withReplacement(),
        AttributeSchema.optional(
                FORCE_DESTROY,
                Types.BOOL,
                "Whether deleting the bucket deletes all objects in it, with every version.")
            .withDefault(Value.of(false)),
        AttributeSchema.optional(
            VERSIONING,
            Types.BOOL,
            "Whether it keeps overwritten and deleted objects. Unset: the setting is not changed."),
        AttributeSchema.computed("arn", Types.STRING, "Its ARN."),
        AttributeSchema.computed(
            "bucket_regional_domain_name", Types.STRING, "Its domain name in its region."));
  }

  @Override
  public String idForm() {
    return "the bucket's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    Buckets.check(configuration, BUCKET, faults);
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return NativeKind.name("bucket", request, BUCKET);
  }

  /// Without `force_destroy`, only an empty bucket can be deleted.
  @Override
  public Optional<Loss> loss(Arguments prior) {
    return prior.value(FORCE_DESTROY).equals(Value.of(true))
        ? Optional.of(new Loss("all objects in the bucket, with every version", false))
        : Optional.empty();
  }

  /// In us-east-1, S3 reports success if the account already has the bucket, so its existence is
  /// checked first.
  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    String name = creation.planned().requiredText(BUCKET);
    if (Buckets.ownTags(aws, name).isPresent()) {
      throw AwsFailure.of(
          "Name taken",
          ("This account has a bucket \"%s\" that was not created by this state. Choose another"
                  + " name, or import the bucket.")
              .formatted(name));
    }
    String region = aws.region();
    aws.s3(
        "s3:CreateBucket",
        s3 ->
            s3.createBucket(request -> {
              request.bucket(name);
              if (!region.equals(FIRST_REGION)) {
                request.createBucketConfiguration(bucket -> bucket.locationConstraint(region));
              }
            }));
    return name;
  }

  @Override
  public void complete(AwsConnection aws, Completion completion) throws AwsFailure {
    String bucket = completion.id();
    Waits.until(
        aws,
        "the bucket " + bucket + " to be visible",
        PATIENCE,
        completion.progress(),
        () -> Buckets.tags(aws, bucket).isPresent());
    put(aws, bucket, completion.tags());
    aws.s3(
        "s3:PutBucketPublicAccessBlock",
        s3 ->
            s3.putPublicAccessBlock(request ->
                request
                    .bucket(bucket)
                    .publicAccessBlockConfiguration(block ->
                        block
                            .blockPublicAcls(true)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(true)
                            .restrictPublicBuckets(true))));
    if (completion.planned().value(VERSIONING).equals(Value.of(true))) {
      putVersioning(aws, bucket, true);
    }
  }

  private static void putVersioning(AwsConnection aws, String bucket, boolean isOn)
      throws AwsFailure {
    var status = isOn ? BucketVersioningStatus.ENABLED : BucketVersioningStatus.SUSPENDED;
    aws.s3(
        "s3:PutBucketVersioning",
        s3 ->
            s3.putBucketVersioning(request ->
                request.bucket(bucket).versioningConfiguration(it -> it.status(status))));
  }

  /// A bucket gets its tags in a second call after its creation. An empty bucket without tags
  /// counts as one whose creation was interrupted between the two calls.
  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    Optional<String> name = search.planned().text(BUCKET);
    Optional<SortedMap<String, String>> tags =
        name.isEmpty() ? Optional.empty() : Buckets.ownTags(aws, name.get());
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    boolean isOurs =
        tags.get().isEmpty() ? Buckets.isEmpty(aws, name.orElseThrow()) : search.isIn(tags.get());
    return isOurs ? name : Optional.empty();
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    return NativeKind.oneByOne(aws, known, it -> read(aws, it));
  }

  private static Optional<ObjectState> read(AwsConnection aws, ObjectToRead known)
      throws AwsFailure {
    Optional<SortedMap<String, String>> tags = Buckets.tags(aws, known.id());
    if (tags.isEmpty()) {
      return Optional.empty();
    }
    Arguments prior = known.prior();
    String region = aws.region();
    var partition = PartitionMetadata.of(Region.of(region));
    var attributes =
        new Attributes()
            .text(BUCKET, known.id())
            .flag(FORCE_DESTROY, prior != null && prior.value(FORCE_DESTROY).equals(Value.of(true)))
            .flag(VERSIONING, versioning(aws, known.id(), prior))
            .text("arn", "arn:%s:s3:::%s".formatted(partition.id(), known.id()))
            .text(
                "bucket_regional_domain_name",
                "%s.s3.%s.%s".formatted(known.id(), region, partition.dnsSuffix()));
    return Optional.of(new ObjectState(attributes.toMap(), tags.get()));
  }

  /// Null if the configuration does not set it, and for an imported bucket that never had
  /// versioning.
  private static @Nullable Boolean versioning(
      AwsConnection aws, String bucket, @Nullable Arguments prior) throws AwsFailure {
    if (prior != null && !prior.isSet(VERSIONING)) {
      return null;
    }
    BucketVersioningStatus status =
        aws.s3(
            "s3:GetBucketVersioning",
            s3 -> s3.getBucketVersioning(request -> request.bucket(bucket)).status());
    return (status == null && prior == null)
        ? null
        : (Boolean) (status == BucketVersioningStatus.ENABLED);
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (revision.changes(VERSIONING) && revision.planned().isSet(VERSIONING)) {
      putVersioning(aws, revision.id(), revision.planned().requiredFlag(VERSIONING));
    }
  }

  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    put(aws, id, Buckets.changed(Buckets.tags(aws, id).orElse(new TreeMap<>()), tags));
  }

  private static void put(AwsConnection aws, String bucket, SortedMap<String, String> tags)
      throws AwsFailure {
    if (tags.isEmpty()) {
      aws.s3(
          "s3:PutBucketTagging", s3 -> s3.deleteBucketTagging(request -> request.bucket(bucket)));
      return;
    }
    aws.s3(
        "s3:PutBucketTagging",
        s3 ->
            s3.putBucketTagging(
                request -> request.bucket(bucket).tagging(all -> all.tagSet(Tags.S3.list(tags)))));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    if (removal.prior().value(FORCE_DESTROY).equals(Value.of(true))) {
      removal.progress().message("deleting the objects in the bucket " + removal.id());
      new Versions(aws, removal.id()).deleteAll();
    }
    boolean isDeleted =
        aws.unless(
                code("BucketNotEmpty"),
                () ->
                    aws.s3(
                        "s3:DeleteBucket",
                        s3 -> s3.deleteBucket(request -> request.bucket(removal.id()))))
            .isPresent();
    if (!isDeleted) {
      throw AwsFailure.of(
          "Bucket not empty",
          ("The bucket \"%s\" contains objects or object versions that are not in this state."
                  + " Remove them. Or set force_destroy = true, apply, and destroy again: this deletes"
                  + " them with the bucket.")
              .formatted(removal.id()));
    }
  }
}
