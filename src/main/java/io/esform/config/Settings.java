package io.esform.config;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
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

  /// The source of the encryption key for secrets in the state; exactly one is set.
  ///
  /// @param keyFile relative to the configuration
  /// @param passphraseEnvironment the name of the environment variable with the passphrase
  public record EncryptionSettings(
      @Nullable String keyFile, @Nullable String passphraseEnvironment, SourceRange range) {}
}
