package io.esform.cli.project;

import io.esform.cli.session.Session;
import io.esform.config.KeySettings;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.file.EncryptionKeys;
import io.esform.state.file.KeySource;
import io.esform.state.kms.KmsSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys of an `encryption` block. None is read yet.
///
/// @param keys null if the diagnostics contain an error
record ConfiguredKeys(@Nullable EncryptionKeys keys, Diagnostics diagnostics) {

  /// A missing passphrase of a fallback is reported only by a state that needs it.
  ///
  /// @param directory of the configuration
  static ConfiguredKeys of(
      Session session, String directory, @Nullable EncryptionSettings encryption) {
    if (encryption == null) {
      return new ConfiguredKeys(EncryptionKeys.of(new KeySource.NoKey()), Diagnostics.none());
    }
    Diagnostics faults = check(encryption);
    if (faults.hasErrors()) {
      return new ConfiguredKeys(null, faults);
    }
    KeySource current = source(session, directory, encryption.key());
    if (current instanceof KeySource.Passphrase(var variable, var text) && text.isEmpty()) {
      return new ConfiguredKeys(
          null, Diagnostics.of(missingPassphrase(variable, encryption.key())));
    }
    List<KeySource> fallbacks =
        encryption.fallbacks().stream().map(each -> source(session, directory, each)).toList();
    return new ConfiguredKeys(new EncryptionKeys(current, fallbacks), Diagnostics.none());
  }

  /// The faults of all arguments of the keys.
  static Diagnostics check(@Nullable EncryptionSettings encryption) {
    if (encryption == null) {
      return Diagnostics.none();
    }
    var faults = new ArrayList<Diagnostic>();
    Stream.concat(Stream.of(encryption.key()), encryption.fallbacks().stream())
        .forEach(key -> {
          if (key instanceof KeySettings.KmsKey(var arguments, var ranges, var range)) {
            KmsSettings.faults(arguments)
                .forEach((name, fault) ->
                    faults.add(fault.withSubject(ranges.getOrDefault(name, range))));
          }
        });
    return new Diagnostics(List.copyOf(faults));
  }

  private static KeySource source(Session session, String directory, KeySettings key) {
    return switch (key) {
      case KeySettings.KeyFile(var path, _) -> keyFile(session, directory, path);
      case KeySettings.Passphrase(var variable, _) -> passphrase(session, variable);
      case KeySettings.KmsKey(var arguments, _, _) -> {
        KmsSettings settings = KmsSettings.of(arguments);
        yield new KeySource.KmsKey(
            settings.keyId(), session.environment().kmsKeys().dataKeys(settings));
      }
    };
  }

  /// @param path relative to the configuration
  /// @throws InvalidPathException if it is no path
  static KeySource keyFile(Session session, String directory, String path) {
    return new KeySource.KeyFile(session.environment().resolve(withoutDot(directory, path)));
  }

  static KeySource passphrase(Session session, String variable) {
    return new KeySource.Passphrase(
        variable, session.environment().variables().getOrDefault(variable, ""));
  }

  private static String withoutDot(String directory, String path) {
    return directory.equals(".") ? path : Path.of(directory).resolve(path).toString();
  }

  private static Diagnostic missingPassphrase(String variable, KeySettings key) {
    return Diagnostic.error(
        "No passphrase for the state",
        "The secrets in the state are encrypted with a passphrase, which is read from the"
            + " environment variable %s. It is not set. Set it and run again.".formatted(variable),
        key.range());
  }
}
