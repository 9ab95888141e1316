package io.esform.providers.aws.storage;

import static io.esform.providers.aws.call.AwsFailure.code;

import io.esform.provider.Arguments;
import io.esform.provider.DataHolder.Loss;
import io.esform.provider.Faults;
import io.esform.provider.ResourceType.Claim;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.PlanResponse;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.AwsFailure;
import io.esform.providers.aws.call.Tags;
import io.esform.providers.aws.type.Attributes;
import io.esform.providers.aws.type.NativeKind;
import io.esform.schema.AttributeSchema;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.Tagging;

/// `aws_s3_object`.
final class ObjectKind implements NativeKind {

  private static final String BUCKET = Location.BUCKET;
  private static final String KEY = Location.KEY;
  private static final String CONTENT_TYPE = "content_type";
  private static final String ETAG = "etag";

  /// S3 accepts ten tags, of which two are esform's.
  private static final int MOST_TAGS = 8;

  private static final int OWN_TAGS = 2;

  private final ObjectContent content;

  ObjectKind(ObjectContent content) {
    this.content = content;
  }

  @Override
  public String description() {
    return "An object in an S3 bucket: a local file or a text. esform uploads it again when its"
        + " SHA-256 checksum differs.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(BUCKET, Types.STRING, "The bucket's name.").withReplacement(),
        AttributeSchema.required(KEY, Types.STRING, "Its name in the bucket.").withReplacement(),
        AttributeSchema.optional(
            ObjectContent.SOURCE,
            Types.STRING,
            "The path of the file to upload. Either this or `content`."),
        AttributeSchema.optional(
            ObjectContent.CONTENT, Types.STRING, "The text to upload. Either this or `source`."),
        AttributeSchema.optional(CONTENT_TYPE, Types.STRING, "Its media type.")
            .withDefault(Value.of("application/octet-stream")),
        AttributeSchema.computed(
            ObjectContent.SHA256,
            Types.STRING,
            "The SHA-256 checksum of its content, as hex: the one that S3 stores, or in a plan that"
                + " of the file or text."),
        AttributeSchema.computed(ETAG, Types.STRING, "Its entity tag in S3."));
  }

  @Override
  public String idForm() {
    return "the bucket's name, a slash and the object's key";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    Buckets.check(configuration, BUCKET, faults);
    ObjectContent.check(configuration, faults);
    configuration
        .text(KEY)
        .filter(key -> key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > 1024)
        .ifPresent(_ ->
            faults.add(
                configuration.at(KEY), "Invalid key", "An object's key has 1 to 1024 bytes."));
    if (configuration.textsByKey("tags").size() > MOST_TAGS) {
      faults.add(
          configuration.at("tags"),
          "Too many tags",
          "An object has at most ten tags, and esform sets two of them. Set eight or fewer.");
    }
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    var faults = new Faults();
    Value sha256 = content.sha256(Arguments.of(request.proposed()), faults);
    ObjectValue planned = request.proposed().with(ObjectContent.SHA256, sha256);
    ObjectValue prior = request.prior();
    if (prior == null || isPut(Arguments.of(prior), Arguments.of(planned))) {
      planned = planned.with(ETAG, Value.unknown(Types.STRING));
    }
    return new PlanResponse(planned, List.of(), List.of(), List.of(), null, faults.toList());
  }

  /// Whether the object is uploaded again. Another path of a file with the same content is not a
  /// reason.
  private static boolean isPut(Arguments prior, Arguments planned) {
    return !prior.value(ObjectContent.SHA256).equals(planned.value(ObjectContent.SHA256))
        || !prior.value(CONTENT_TYPE).equals(planned.value(CONTENT_TYPE));
  }

  /// A second object with the same bucket and key would overwrite the first, and its deletion would
  /// delete both.
  @Override
  public List<Claim> claims(PlanRequest request) {
    Arguments object = Arguments.of(request.proposed());
    return object
        .text(BUCKET)
        .flatMap(bucket -> object.text(KEY).map(key -> new Location(bucket, key)))
        .map(place -> new Claim("object " + place.id(), AttributePath.of(KEY)))
        .stream()
        .toList();
  }

  @Override
  public Optional<Loss> loss(Arguments prior) {
    return Optional.of(new Loss("the object with all versions that S3 keeps of it", false));
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Location location = Location.of(creation.planned());
    if (aws.unless(
            code("PreconditionFailed"),
            () -> put(aws, location, creation.planned(), creation.tags(), true))
        .isPresent()) {
      return location.id();
    }
    // A call that was repeated after a lost response finds its own object.
    return find(aws, creation.search())
        .orElseThrow(() ->
            AwsFailure.of(
                "Name taken",
                ("The bucket \"%s\" has an object \"%s\" that was not created by this state. Choose"
                        + " another key, or import the object.")
                    .formatted(location.bucket(), location.key())));
  }

  /// The provider's default tags are known only when a call is made.
  private static void checkCount(Location location, SortedMap<String, String> tags)
      throws AwsFailure {
    if (tags.size() > MOST_TAGS + OWN_TAGS) {
      throw AwsFailure.of(
          "Too many tags",
          ("S3 accepts ten tags for an object, but \"%s\" would have %d: %s. esform sets two of"
                  + " them, and the provider's default_tags count. For this object, use a provider"
                  + " block with an alias and fewer default_tags.")
              .formatted(location.key(), tags.size(), String.join(", ", tags.keySet())));
    }
  }

  /// @param isNew whether to upload it only if no object exists
  private PutObjectResponse put(
      AwsConnection aws,
      Location location,
      Arguments planned,
      SortedMap<String, String> tags,
      boolean isNew)
      throws AwsFailure {
    checkCount(location, tags);
    RequestBody body = content.body(planned);
    return aws.s3(
        "s3:PutObject",
        s3 ->
            s3.putObject(
                request ->
                    request
                        .bucket(location.bucket())
                        .key(location.key())
                        .contentType(planned.requiredText(CONTENT_TYPE))
                        .tagging(Tagging.builder().tagSet(Tags.S3.list(tags)).build())
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .ifNoneMatch(isNew ? "*" : null),
                body));
  }

  @Override
  public Optional<String> find(AwsConnection aws, Search search) throws AwsFailure {
    if (search.planned().text(BUCKET).isEmpty() || search.planned().text(KEY).isEmpty()) {
      return Optional.empty();
    }
    Location location = Location.of(search.planned());
    return location.tags(aws).filter(search::isIn).map(_ -> location.id());
  }

  @Override
  public Map<String, ObjectState> read(AwsConnection aws, List<ObjectToRead> known)
      throws AwsFailure {
    return NativeKind.oneByOne(aws, known, it -> read(aws, it));
  }

  private static Optional<ObjectState> read(AwsConnection aws, ObjectToRead known)
      throws AwsFailure {
    Optional<Location> location = Location.parse(known.id());
    if (location.isEmpty()) {
      return Optional.empty();
    }
    Optional<HeadObjectResponse> head = location.get().head(aws);
    Optional<SortedMap<String, String>> tags =
        head.isEmpty() ? Optional.empty() : location.get().tags(aws);
    if (head.isEmpty() || tags.isEmpty()) {
      return Optional.empty();
    }
    var attributes =
        new Attributes()
            .text(BUCKET, location.get().bucket())
            .text(KEY, location.get().key())
            .text(CONTENT_TYPE, head.get().contentType())
            .text(ObjectContent.SHA256, hex(head.get().checksumSHA256()))
            .text(ETAG, head.get().eTag() == null ? null : head.get().eTag().replace("\"", ""));
    return Optional.of(new ObjectState(attributes.toMap(), tags.get()));
  }

  /// Null for an object without a checksum, or uploaded in parts: its content counts as changed.
  private static @Nullable String hex(@Nullable String base64) {
    return base64 == null || base64.contains("-")
        ? null
        : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  @Override
  public void update(AwsConnection aws, Revision revision) throws AwsFailure {
    if (isPut(revision.prior(), revision.planned())) {
      Location location = Location.of(revision.planned());
      // A put removes all tags that it does not contain.
      SortedMap<String, String> tags = location.tags(aws).orElse(new TreeMap<>());
      put(aws, location, revision.planned(), tags, false);
    }
  }

  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    Location location = Location.parse(id).orElseThrow();
    SortedMap<String, String> changed =
        Buckets.changed(location.tags(aws).orElse(new TreeMap<>()), tags);
    checkCount(location, changed);
    aws.s3(
        "s3:PutObjectTagging",
        s3 ->
            s3.putObjectTagging(request ->
                request
                    .bucket(location.bucket())
                    .key(location.key())
                    .tagging(all -> all.tagSet(Tags.S3.list(changed)))));
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    Location location = Location.of(removal.prior());
    new Versions(aws, location.bucket()).delete(location.key());
  }
}
