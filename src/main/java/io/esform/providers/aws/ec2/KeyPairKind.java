package io.esform.providers.aws.ec2;

import static io.esform.providers.aws.ec2.Ec2Kind.filter;

import io.esform.provider.Arguments;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/// `aws_key_pair`.
final class KeyPairKind implements Ec2Kind<KeyPairInfo> {

  private static final String KEY_NAME = "key_name";
  private static final String PUBLIC_KEY = "public_key";
  private static final int LONGEST = 255;

  /// The operation is not paginated.
  private static final Ec2Objects<KeyPairInfo> KEYS =
      new Ec2Objects<>(
          "ec2:DescribeKeyPairs",
          "key-name",
          KeyPairInfo::keyName,
          KeyPairInfo::tags,
          (ec2, filter) ->
              ec2
                  .describeKeyPairs(request -> request.filters(filter).includePublicKey(true))
                  .keyPairs()
                  .stream());

  @Override
  public ResourceType resourceType() {
    return ResourceType.KEY_PAIR;
  }

  @Override
  public Ec2Objects<KeyPairInfo> objects() {
    return KEYS;
  }

  @Override
  public String description() {
    return "A key pair for SSH access to hosts. AWS gets only the public key.";
  }

  @Override
  public List<AttributeSchema> attributes() {
    return List.of(
        AttributeSchema.required(
                KEY_NAME, Types.STRING, "Its name, unique in the region. It is also the id.")
            .withReplacement(),
        AttributeSchema.required(
            PUBLIC_KEY,
            Types.STRING,
            "The public key in OpenSSH format: `ssh-ed25519 AAAA…` or `ssh-rsa AAAA…`. A changed"
                + " key replaces the key pair; a changed comment does not."),
        AttributeSchema.computed("key_pair_id", Types.STRING, "AWS's id of the key pair."),
        AttributeSchema.computed("fingerprint", Types.STRING, "The key's fingerprint."));
  }

  @Override
  public String idForm() {
    return "the key pair's name";
  }

  @Override
  public void check(Arguments configuration, Faults faults) {
    configuration
        .text(KEY_NAME)
        .filter(name -> name.isEmpty() || name.length() > LONGEST || !name.matches("\\p{ASCII}+"))
        .ifPresent(_ ->
            faults.add(
                configuration.at(KEY_NAME),
                "Invalid name",
                "A key pair's name has 1 to %d ASCII characters.".formatted(LONGEST)));
    configuration
        .text(PUBLIC_KEY)
        .flatMap(PublicKeys::fault)
        .ifPresent(
            detail -> faults.add(configuration.at(PUBLIC_KEY), "Invalid public key", detail));
  }

  /// AWS does not store a key's comment, so a changed comment does not change the key.
  @Override
  public PlanResponse plan(PlanRequest request) {
    if (request.prior() == null) {
      return PlanResponse.of(request.proposed());
    }
    Optional<String> before = Arguments.of(request.prior()).text(PUBLIC_KEY);
    Optional<String> after = Arguments.of(request.proposed()).text(PUBLIC_KEY);
    boolean isSame =
        before.isPresent() && after.isPresent() && PublicKeys.areSame(before.get(), after.get());
    List<AttributePath> replacing = isSame ? List.of() : List.of(AttributePath.of(PUBLIC_KEY));
    return new PlanResponse(request.proposed(), replacing, List.of(), List.of(), null, List.of());
  }

  @Override
  public List<Claim> claims(PlanRequest request) {
    return NativeKind.name("key pair", request, KEY_NAME);
  }

  @Override
  public String create(AwsConnection aws, Creation creation) throws AwsFailure {
    Arguments planned = creation.planned();
    return aws.ec2Once(
        "ec2:ImportKeyPair",
        ec2 ->
            ec2.importKeyPair(request ->
                    request
                        .keyName(planned.requiredText(KEY_NAME))
                        .publicKeyMaterial(
                            SdkBytes.fromUtf8String(planned.requiredText(PUBLIC_KEY).strip()))
                        .tagSpecifications(tagSpecification(creation)))
                .keyName());
  }

  /// Tags belong to the key pair's AWS id, while hosts refer to its name.
  @Override
  public void tag(AwsConnection aws, String id, Tags.Difference tags) throws AwsFailure {
    for (KeyPairInfo key : KEYS.withIds(aws, List.of(id))) {
      // A filter treats a star in a name as a wildcard.
      if (id.equals(key.keyName())) {
        Ec2Kind.super.tag(aws, key.keyPairId(), tags);
      }
    }
  }

  @Override
  public Attributes attributes(AwsConnection aws, KeyPairInfo key, ObjectToRead known) {
    return new Attributes()
        .text(KEY_NAME, key.keyName())
        .text(
            PUBLIC_KEY, publicKey(known.arguments().text(PUBLIC_KEY).orElse(null), key.publicKey()))
        .text("key_pair_id", key.keyPairId())
        .text("fingerprint", key.keyFingerprint());
  }

  /// Keeps the prior text if it is the same key: AWS does not store the comment.
  private static @Nullable String publicKey(@Nullable String prior, @Nullable String found) {
    boolean isSame = prior != null && (found == null || PublicKeys.areSame(prior, found));
    return isSame || found == null ? prior : found.strip();
  }

  @Override
  public void delete(AwsConnection aws, Removal removal) throws AwsFailure {
    aws.ec2(
        "ec2:DeleteKeyPair", ec2 -> ec2.deleteKeyPair(request -> request.keyName(removal.id())));
  }
}
