package io.esform.config.decode;

import io.esform.config.BlockReader;
import io.esform.config.KeySettings;
import io.esform.config.Paths;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Body.Block;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes the `encryption` block.
final class EncryptionDecoder {

  private static final String KEY_FILE = "key_file";
  private static final String PASSPHRASE = "passphrase_environment";

  private final DiagnosticSink sink;

  EncryptionDecoder(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// Null if the current key is invalid. An invalid fallback is left out.
  @Nullable EncryptionSettings decode(Block block) {
    var reader = new BlockReader("an encryption block", block, sink);
    KeySettings key = key(reader, block, "An encryption block");
    List<KeySettings> fallbacks = new ArrayList<>();
    for (Block fallback : reader.blocks("fallback")) {
      var earlier = new BlockReader("a fallback block", fallback, sink);
      KeySettings decoded = key(earlier, fallback, "A fallback block");
      earlier.finish();
      if (decoded != null) {
        fallbacks.add(decoded);
      }
    }
    reader.finish();
    return key == null ? null : new EncryptionSettings(key, fallbacks, block.headerRange());
  }

  private @Nullable KeySettings key(BlockReader reader, Block block, String what) {
    String keyFile = reader.text(KEY_FILE, "");
    String passphrase = reader.text(PASSPHRASE, "");
    if (keyFile.isEmpty() == passphrase.isEmpty()) {
      sink.error(
          "Invalid encryption",
          what
              + " needs exactly one of key_file (a file with the key, created on first use) and"
              + " passphrase_environment (the name of an environment variable with a passphrase).",
          block.headerRange());
      return null;
    }
    return keyFile.isEmpty()
        ? new KeySettings.Passphrase(passphrase, block.headerRange())
        : keyFile(keyFile, block);
  }

  private @Nullable KeySettings keyFile(String path, Block block) {
    String fault = Paths.fault(path);
    if (fault == null) {
      return new KeySettings.KeyFile(path, block.headerRange());
    }
    sink.error(
        "Invalid path",
        "The argument key_file is \"%s\", which is not a path: %s."
            .formatted(Paths.shown(path), fault),
        block.headerRange());
    return null;
  }
}
