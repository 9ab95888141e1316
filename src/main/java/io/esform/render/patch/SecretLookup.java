package io.esform.render.patch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Supplies the secrets of a change when it is applied.
@FunctionalInterface
public interface SecretLookup {

  /// Returns the value of the secret, or null for a missing one, which makes the change fail.
  @Nullable String find(String name);

  static SecretLookup of(Map<String, String> secrets) {
    return secrets::get;
  }

  /// For display: all secrets have the same value.
  static SecretLookup masked() {
    return _ -> "(sensitive value)";
  }
}
