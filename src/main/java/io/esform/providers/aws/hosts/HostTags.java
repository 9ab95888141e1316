package io.esform.providers.aws.hosts;

import io.esform.diag.EsformBug;
import io.esform.es.Platform.HostPlacement;
import io.esform.es.Platform.HostSpecification;
import io.esform.providers.aws.call.AwsConnection;
import io.esform.providers.aws.call.Tags;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tags of an instance. They also record the generation and user-data with which it was last
/// ready, as EC2 returns user-data and consoles of only one instance in a call.
final class HostTags {

  /// The generation that it last reported as ready; `0` while unknown.
  static final String GENERATION = "esform:generation";

  /// SHA-256 of the user-data of that generation.
  static final String USER_DATA = "esform:user-data";

  /// The name of the secret that it reads at boot. It reads this tag from its metadata.
  static final String SECRET = "esform:secret";

  /// The name of the parameter for its status document. It reads this tag from its metadata. Hosts
  /// of earlier versions, which publish no document, do not have it.
  static final String STATUS = "esform:status";

  private HostTags() {}

  static SortedMap<String, String> ofNew(
      AwsConnection aws, HostPlacement placement, String token, String secret) {
    var tags = new TreeMap<>(ofPlacement(aws, placement));
    tags.putAll(ofBoot(placement));
    tags.put(Tags.TOKEN, token);
    tags.put(SECRET, secret);
    return tags;
  }

  /// Those of a host that is about to boot other user-data.
  static SortedMap<String, String> ofBoot(HostPlacement placement) {
    return new TreeMap<>(Map.of(GENERATION, "0", STATUS, StatusDocuments.name(placement)));
  }

  /// The tags that follow from the configuration alone.
  static SortedMap<String, String> ofPlacement(AwsConnection aws, HostPlacement placement) {
    return Tags.named(aws, placement.name(), placement.address());
  }

  static SortedMap<String, String> ofReady(HostSpecification host) {
    return new TreeMap<>(
        Map.of(
            GENERATION, Integer.toString(host.generation()),
            USER_DATA, sha256(host.userData())));
  }

  static int generation(Map<String, String> tags) {
    try {
      return Integer.parseInt(tags.getOrDefault(GENERATION, "0"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  static String sha256(String userData) {
    try {
      byte[] message = Base64.getDecoder().decode(userData.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
    } catch (NoSuchAlgorithmException missing) {
      throw new EsformBug("The runtime has no SHA-256.", missing);
    }
  }
}
