package io.esform.providers.aws.call;

import java.util.SequencedMap;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a `provider "aws"` block says.
///
/// @param region null for the one that the environment or the profile names
/// @param profile null for the one that the environment names, or `default`
/// @param role to take on before any call; null for none
/// @param endpoints where services are reached, by {@link Service#key}, and by {@link
///   #EVERY_SERVICE} for those not named
/// @param defaultTags that everything carries
/// @param maxAttempts of one call, the first included
/// @param readiness how a host is known to be ready
/// @param image what hosts boot that name none: an image's id, or `ssm:` and a parameter's name
/// @param size of hosts that name none
/// @param cpuCredits `standard` or `unlimited` for sizes that spend credits; null for AWS's choice
public record AwsSettings(
    @Nullable String region,
    @Nullable String profile,
    @Nullable Role role,
    SortedMap<String, String> endpoints,
    SequencedMap<String, String> defaultTags,
    int maxAttempts,
    Readiness readiness,
    String image,
    String size,
    @Nullable String cpuCredits) {

  /// The parameters of Debian's images; an architecture follows.
  public static final String DEBIAN = "ssm:/aws/service/debian/release/12/latest/";

  /// What hosts boot where nothing names an image.
  public static final String IMAGE = DEBIAN + "amd64";

  /// The key of the endpoint for services that have none of their own.
  public static final String EVERY_SERVICE = "all";

  /// @param arn of the role
  /// @param externalId that its owner asks for; null for none
  public record Role(String arn, String sessionName, @Nullable String externalId) {}

  /// How a host is known to be ready.
  public enum Readiness {
    /// It says so on its console.
    CONSOLE,
    /// Its instance runs: for emulators, and where consoles cannot be read.
    RUNNING
  }

  /// Where the service is reached; null for AWS itself.
  @Nullable String endpoint(Service service) {
    String own = endpoints.get(service.key());
    return own != null ? own : endpoints.get(EVERY_SERVICE);
  }
}
