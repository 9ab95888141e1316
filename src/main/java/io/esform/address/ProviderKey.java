package io.esform.address;

import org.jspecify.annotations.Nullable;

/// What names a provider configuration: the provider, and the alias where it has one.
public record ProviderKey(String provider, @Nullable String alias) {

  /// Reads what {@link #toString} wrote.
  public static ProviderKey parse(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? new ProviderKey(text, null)
        : new ProviderKey(text.substring(0, dot), text.substring(dot + 1));
  }

  /// As a reference writes it: `aws`, `aws.west`.
  @Override
  public String toString() {
    return alias == null ? provider : provider + "." + alias;
  }
}
