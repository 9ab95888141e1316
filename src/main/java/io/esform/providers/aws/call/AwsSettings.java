package io.esform.providers.aws.call;

import java.util.SequencedMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The settings of a `provider "aws"` block.
///
/// @param region null for the region of the environment or the profile
/// @param profile null for the profile of the environment, or `default`
/// @param role to assume before any call; null for none
/// @param endpoints URLs by {@link Service#key}; {@link #EVERY_SERVICE} is the key for all other
///   services
/// @param defaultTags of all objects
/// @param maxAttempts of one call, including the first
/// @param readiness the check that decides whether a host is ready
/// @param image of hosts without an `image`: its id, or `ssm:` and a parameter's name
/// @param size of hosts without a `size`
/// @param cpuCredits `standard` or `unlimited` for burstable sizes; null for AWS's default
public record AwsSettings(
    @Nullable String region,
    @Nullable String profile,
    @Nullable AssumedRole role,
    SortedMap<String, String> endpoints,
    SequencedMap<String, String> defaultTags,
    int maxAttempts,
    ReadinessCheck readiness,
    String image,
    String size,
    @Nullable String cpuCredits) {

  /// The prefix of the parameters of Debian's images; the architecture follows.
  public static final String DEBIAN = "ssm:/aws/service/debian/release/12/latest/";

  /// The image of hosts if none is configured.
  public static final String IMAGE = DEBIAN + "amd64";

  /// The key of the endpoint for services without a key in `endpoints`.
  public static final String EVERY_SERVICE = "all";

  /// @param arn of the role
  /// @param externalId that its owner requires; null for none
  public record AssumedRole(String arn, String sessionName, @Nullable String externalId) {}

  /// The check that decides whether a host is ready.
  public enum ReadinessCheck {
    /// The host reports it on its console.
    CONSOLE,
    /// The instance is running. For emulators and instances whose console cannot be read.
    RUNNING
  }

  /// The service's endpoint; null for AWS itself.
  @Nullable String endpoint(Service service) {
    String own = endpoints.get(service.key());
    return own != null ? own : endpoints.get(EVERY_SERVICE);
  }
}
