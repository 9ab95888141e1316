package io.esform.render.patch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a change's secrets come from when it is applied.
@FunctionalInterface
public interface SecretLookup {

  /// Returns the secret's value, or null for one that is not there: the change then fails.
  @Nullable String find(String name);

  static SecretLookup of(Map<String, String> secrets) {
    return secrets::get;
  }

  /// For showing files to people: every secret reads the same.
  static SecretLookup masked() {
    return _ -> "(sensitive value)";
  }
}
