package io.esform.config.decode;

import io.esform.address.ProviderKey;
import io.esform.config.BlockReader;
import io.esform.config.Paths;
import io.esform.config.ProviderConfiguration;
import io.esform.config.Settings;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Block;
import org.jspecify.annotations.Nullable;

/// Decodes the `esform` block and `provider` blocks.
final class SettingsDecoder {

  private final DiagnosticSink sink;

  SettingsDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  Settings decode(Block block) {
    var reader = new BlockReader("the esform block", block, sink);
    String version = textOrNull(reader, "required_version");
    Block backend = reader.singleBlock("backend");
    Block encryption = reader.singleBlock("encryption");
    reader.finish();
    return new Settings(
        version,
        backend == null ? null : decodeBackend(backend),
        encryption == null ? null : decodeEncryption(encryption));
  }

  private @Nullable BackendSettings decodeBackend(Block block) {
    int labels = block.labels().size();
    if (labels != 1) {
      sink.error(
          labels == 0 ? "Missing label" : "Extraneous label",
          "A backend block takes one label, its type: backend \"local\" { … }.",
          block.headerRange());
      return null;
    }
    return new BackendSettings(block.labels().getFirst().text(), block.body(), block.headerRange());
  }

  private @Nullable EncryptionSettings decodeEncryption(Block block) {
    var reader = new BlockReader("an encryption block", block, sink);
    String keyFile = textOrNull(reader, "key_file");
    String passphrase = textOrNull(reader, "passphrase_environment");
    reader.finish();
    if ((keyFile == null) == (passphrase == null)) {
      sink.error(
          "Invalid encryption",
          "An encryption block needs exactly one of key_file (a file with the key, created on first"
              + " use) and passphrase_environment (the name of an environment variable with a"
              + " passphrase).",
          block.headerRange());
      return null;
    }
    String fault = keyFile == null ? null : Paths.fault(keyFile);
    if (keyFile != null && fault != null) {
      sink.error(
          "Invalid path",
          "The argument key_file is \"%s\", which is not a path: %s."
              .formatted(Paths.shown(keyFile), fault),
          block.headerRange());
      return null;
    }
    return new EncryptionSettings(keyFile, passphrase, block.headerRange());
  }

  private static @Nullable String textOrNull(BlockReader reader, String name) {
    String text = reader.text(name, "");
    return text.isEmpty() ? null : text;
  }

  ProviderConfiguration decodeProvider(Block block) {
    var reader = new BlockReader("a provider block", block, sink);
    var key = new ProviderKey(block.labels().getFirst().text(), textOrNull(reader, "alias"));
    return new ProviderConfiguration(key, reader.rest(), block.headerRange());
  }
}
