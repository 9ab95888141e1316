package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `esform` block of the root module.
///
/// @param requiredVersion a constraint such as `>= 0.1, < 2`; null for any
/// @param backend null for none
/// @param encryption null for none; the state then must not contain secrets
public record Settings(
    @Nullable String requiredVersion,
    @Nullable BackendSettings backend,
    @Nullable EncryptionSettings encryption) {

  public static final Settings DEFAULT = new Settings(null, null, null);

  /// The storage of the state. The type and the arguments are not checked yet.
  ///
  /// @param type the label of the block
  public record BackendSettings(String type, Body arguments, SourceRange range) {}

  /// The encryption keys for secrets in the state.
  ///
  /// @param key seals everything that is written
  /// @param fallbacks earlier keys, which are only used to read
  public record EncryptionSettings(
      KeySettings key, List<KeySettings> fallbacks, SourceRange range) {

    public EncryptionSettings {
      fallbacks = List.copyOf(fallbacks);
    }
  }
}
