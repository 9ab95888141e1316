package io.esform.providers.aws.secrets;

import org.jspecify.annotations.Nullable;

/// A KMS key has several names: an id, an alias, and an ARN of each.
final class KeyNames {

  private static final String STANDARD = "alias/aws/secretsmanager";

  private KeyNames() {}

  /// Returns the known name if it refers to the key found, else the name found.
  ///
  /// @param found null or empty for AWS's default key
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

  /// Matches `arn:aws:kms:REGION:ACCOUNT:key/ID` and `ID`, or
  /// `arn:aws:kms:REGION:ACCOUNT:alias/NAME` and `alias/NAME`.
  private static boolean isArnOf(String arn, String name) {
    return arn.startsWith("arn:") && (arn.endsWith(":key/" + name) || arn.endsWith(":" + name));
  }
}
