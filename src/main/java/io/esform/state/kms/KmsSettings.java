package io.esform.state.kms;

import io.esform.diag.Diagnostic;
import io.esform.state.aws.AwsAccess;
import io.esform.state.aws.AwsArguments;
import java.net.URI;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A key of KMS, and the way to it.
///
/// @param keyId its id, its ARN, the name of an alias (`alias/NAME`), or the ARN of an alias
/// @param access the region is that of the ARN if none is configured
public record KmsSettings(String keyId, AwsAccess access) {

  /// The arguments of a key, all of them texts. Only the first one is required.
  public static final String KEY_ID = "kms_key_id";

  public static final String REGION = "region";
  public static final String PROFILE = "profile";
  public static final String ROLE = "role_arn";
  public static final String ENDPOINT = "endpoint";

  private static final Pattern ARN =
      Pattern.compile("arn:[\\w-]+:kms:([\\w-]+):[0-9]{12}:(key/[\\w-]+|alias/[\\w/-]+)");
  private static final Pattern ROLE_ARN = Pattern.compile("arn:[\\w-]+:iam::[0-9]{12}:role/\\S+");
  private static final Pattern ALIAS = Pattern.compile("alias/[\\w/-]+");
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|mrk-[0-9a-fA-F]{32}");

  /// @param arguments by name, without faults
  public static KmsSettings of(SortedMap<String, String> arguments) {
    String keyId = arguments.getOrDefault(KEY_ID, "");
    String region = arguments.get(REGION);
    String endpoint = arguments.get(ENDPOINT);
    return new KmsSettings(
        keyId,
        new AwsAccess(
            region == null ? regionOf(keyId) : region,
            arguments.get(PROFILE),
            arguments.get(ROLE),
            endpoint == null ? null : URI.create(endpoint)));
  }

  /// The region of an ARN; null for other names of keys.
  private static @Nullable String regionOf(String keyId) {
    Matcher arn = ARN.matcher(keyId);
    return arn.matches() ? arn.group(1) : null;
  }

  /// The faults of arguments, by the name of the argument.
  public static Map<String, Diagnostic> faults(SortedMap<String, String> arguments) {
    var faults = new TreeMap<String, Diagnostic>();
    String keyId = arguments.getOrDefault(KEY_ID, "");
    if (!ARN.matcher(keyId).matches()
        && !ALIAS.matcher(keyId).matches()
        && !ID.matcher(keyId).matches()) {
      faults.put(
          KEY_ID,
          AwsArguments.invalid(
              KEY_ID,
              keyId,
              "the id of a KMS key, its ARN, or an alias such as \"alias/esform\" or its ARN"));
    }
    String own = regionOf(keyId);
    String region = arguments.get(REGION);
    if (region != null && !region.matches("[\\w-]+")) {
      faults.put(
          REGION,
          AwsArguments.invalid(REGION, region, "the name of a region such as \"eu-central-1\""));
    } else if (region != null && own != null && !region.equals(own)) {
      faults.put(
          REGION,
          Diagnostic.error(
              "Conflicting arguments",
              "The argument region is \"%s\", but the KMS key \"%s\" is in the region \"%s\". Remove one of them."
                  .formatted(region, keyId, own)));
    }
    String role = arguments.get(ROLE);
    if (role != null && !ROLE_ARN.matcher(role).matches()) {
      faults.put(
          ROLE,
          AwsArguments.invalid(
              ROLE, role, "the ARN of a role, such as \"arn:aws:iam::111122223333:role/states\""));
    }
    AwsArguments.endpoint(ENDPOINT, arguments.get(ENDPOINT), "https://kms.example.com")
        .ifPresent(fault -> faults.put(ENDPOINT, fault));
    return faults;
  }

  /// Whether a key is certainly another one than the configured key.
  ///
  /// @param arn of a key, not of an alias
  boolean isOtherKey(String arn) {
    return !keyId.contains("alias/") && !keyPart(keyId).equalsIgnoreCase(keyPart(arn));
  }

  /// The id of a key, which is the same in all regions for a key of several regions.
  private static String keyPart(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
