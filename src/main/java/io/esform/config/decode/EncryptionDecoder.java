package io.esform.config.decode;

import io.esform.config.BlockReader;
import io.esform.config.KeySettings;
import io.esform.config.Paths;
import io.esform.config.Settings.EncryptionSettings;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decodes the `encryption` block.
final class EncryptionDecoder {

  private static final String KEY_FILE = "key_file";
  private static final String PASSPHRASE = "passphrase_environment";
  private static final String KMS_KEY = "kms_key_id";
  private static final List<String> KMS_ARGUMENTS =
      List.of(KMS_KEY, "region", "profile", "role_arn", "endpoint");

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
    KeySettings.KmsKey kms = kmsKey(reader, block);
    boolean ofKms = kms.arguments().containsKey(KMS_KEY);
    long kinds =
        Stream.of(!keyFile.isEmpty(), !passphrase.isEmpty(), ofKms).filter(it -> it).count();
    if (kinds != 1) {
      sink.error(
          "Invalid encryption",
          what
              + " needs exactly one of key_file (a file with the key, created on first use),"
              + " passphrase_environment (the name of an environment variable with a passphrase)"
              + " and kms_key_id (a key of AWS KMS).",
          block.headerRange());
      return null;
    }
    if (ofKms) {
      return kms;
    }
    kms.ranges()
        .forEach((name, range) ->
            sink.error(
                "Unsupported argument",
                "The argument \"%s\" is expected only beside kms_key_id, which is not set here."
                    .formatted(name),
                range));
    return keyFile.isEmpty()
        ? new KeySettings.Passphrase(passphrase, block.headerRange())
        : keyFile(keyFile, block);
  }

  private static KeySettings.KmsKey kmsKey(BlockReader reader, Block block) {
    var arguments = new TreeMap<String, String>();
    var ranges = new TreeMap<String, SourceRange>();
    for (String name : KMS_ARGUMENTS) {
      String text = reader.text(name, "");
      Attribute attribute = reader.attribute(name);
      if (!text.isEmpty() && attribute != null) {
        arguments.put(name, text);
        ranges.put(name, attribute.range());
      }
    }
    return new KeySettings.KmsKey(arguments, ranges, block.headerRange());
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
