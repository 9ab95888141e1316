package io.esform.config.decode;

import io.esform.address.ProviderKey;
import io.esform.config.BlockReader;
import io.esform.config.ProviderConfiguration;
import io.esform.config.Settings;
import io.esform.config.Settings.BackendSettings;
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
        encryption == null ? null : new EncryptionDecoder(sink).decode(encryption));
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
