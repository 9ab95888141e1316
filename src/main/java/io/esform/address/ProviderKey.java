package io.esform.address;

import org.jspecify.annotations.Nullable;

/// Identifies a provider configuration: the provider, and an alias if it has one.
public record ProviderKey(String provider, @Nullable String alias) {

  /// Parses the result of {@link #toString}.
  public static ProviderKey parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new ProviderKey(text, null)
        : new ProviderKey(text.substring(0, dot), text.substring(dot + 1));
  }

  /// As in a reference: `aws`, `aws.west`.
  @Override
  public String toString() {
    return alias == null ? provider : provider + "." + alias;
  }
}
