package io.esform.config;

import io.esform.address.ProviderKey;
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
    if (block.labels().size() != 1 || !block.labels().getFirst().text().equals("local")) {
      sink.error(
          "Unknown backend",
          "A backend block takes one label, its type. The type offered is \"local\".",
          block.headerRange());
      return null;
    }
    var reader = new BlockReader("a backend block", block, sink);
    String path = textOrNull(reader, "path");
    reader.finish();
    if (path != null && !isPath(path, "path", block)) {
      return null;
    }
    return new BackendSettings("local", path, block.headerRange());
  }

  private @Nullable EncryptionSettings decodeEncryption(Block block) {
    var reader = new BlockReader("an encryption block", block, sink);
    String keyFile = textOrNull(reader, "key_file");
    String passphrase = textOrNull(reader, "passphrase_environment");
    reader.finish();
    if ((keyFile == null) == (passphrase == null)) {
      sink.error(
          "Invalid encryption",
          "An encryption block takes exactly one of key_file (a file that holds the key, made on"
              + " first use) and passphrase_environment (the name of the environment variable that"
              + " holds a passphrase).",
          block.headerRange());
      return null;
    }
    if (keyFile != null && !isPath(keyFile, "key_file", block)) {
      return null;
    }
    return new EncryptionSettings(keyFile, passphrase, block.headerRange());
  }

  private boolean isPath(String text, String argument, Block block) {
    String fault = Paths.fault(text);
    if (fault != null) {
      sink.error(
          "Invalid path",
          "The argument %s is \"%s\", which is not a path: %s."
              .formatted(argument, Paths.shown(text), fault),
          block.headerRange());
    }
    return fault == null;
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
