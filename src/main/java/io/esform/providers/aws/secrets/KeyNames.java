package io.esform.providers.aws.secrets;

import org.jspecify.annotations.Nullable;

/// Keys of KMS go by several names: an id, an alias, and an ARN of each.
final class KeyNames {

  private static final String STANDARD = "alias/aws/secretsmanager";

  private KeyNames() {}

  /// The key as it is known, where that names the one found.
  ///
  /// @param found null or empty for the key that AWS uses when none is named
  static @Nullable String inKnownWords(@Nullable String found, @Nullable String known) {
    String now = found == null || found.isEmpty() ? null : found;
    if (known == null) {
      return now;
    }
    return isSame(now == null ? STANDARD : now, known) ? known : now;
  }

  private static boolean isSame(String one, String other) {
    return one.equals(other) || isArnOf(one, other) || isArnOf(other, one);
  }

  /// `arn:aws:kms:REGION:ACCOUNT:key/ID` and `ID`, or `arn:aws:kms:REGION:ACCOUNT:alias/NAME` and
  /// `alias/NAME`.
  private static boolean isArnOf(String arn, String name) {
    return arn.startsWith("arn:") && (arn.endsWith(":key/" + name) || arn.endsWith(":" + name));
  }
}
