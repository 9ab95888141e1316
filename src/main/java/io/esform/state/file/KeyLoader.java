package io.esform.state.file;

import io.esform.state.disk.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Gets the keys of one source.
final class KeyLoader {

  private static final int SALT_BYTES = 16;
  private static final int ARGON2_MEMORY_KIB = 64 * 1024;
  private static final int ARGON2_ITERATIONS = 3;

  private final KeySource source;
  private final SecureRandom random;
  private final Disk disk;

  KeyLoader(KeySource source, SecureRandom random, Disk disk) {
    this.source = source;
    this.random = random;
    this.disk = disk;
  }

  KeySource source() {
    return source;
  }

  /// The argument that names the source, with its value.
  String description() {
    return switch (source) {
      case KeySource.NoKey() -> "no key";
      case KeySource.KeyFile(var file) -> "key_file \"" + file + "\"";
      case KeySource.Passphrase(var variable, _) -> "passphrase_environment \"" + variable + "\"";
    };
  }

  /// Whether a key of this source can have that header.
  boolean fits(KeyHeader header) {
    return switch (source) {
      case KeySource.NoKey() -> false;
      case KeySource.KeyFile _ -> header.method().equals(KeyHeader.KEY_FILE);
      case KeySource.Passphrase _ -> header.method().equals(KeyHeader.ARGON2);
    };
  }

  /// The key that this source has for a document; its header differs from that of the document if
  /// it is another key.
  ///
  /// @param header that fits this source
  /// @throws StateFault when the key is unavailable
  OpenedKey load(KeyHeader header) throws StateFault {
    return switch (source) {
      case KeySource.NoKey() -> throw noEncryption();
      case KeySource.KeyFile(var file) -> ofFile(KeyFiles.read(file, disk));
      case KeySource.Passphrase passphrase -> derived(passphrase, saltOf(header), header.salt());
    };
  }

  /// A key for a new document; creates the key file if it does not exist.
  ///
  /// @throws StateFault when there is no encryption, or the key is unavailable
  OpenedKey create() throws StateFault {
    return switch (source) {
      case KeySource.NoKey() -> throw noEncryption();
      case KeySource.KeyFile(Path file) -> ofFile(KeyFiles.readOrMake(file, random, disk));
      case KeySource.Passphrase passphrase -> {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        yield derived(passphrase, salt, Base64.getEncoder().encodeToString(salt));
      }
    };
  }

  private OpenedKey ofFile(byte[] key) {
    var sealer = new Sealer(key, random);
    return opened(sealer, new KeyHeader(KeyHeader.KEY_FILE, "", sealer.check()));
  }

  private OpenedKey derived(KeySource.Passphrase passphrase, byte[] salt, String saltText)
      throws StateFault {
    if (passphrase.text().isEmpty()) {
      throw StateFault.ofKey(
          "No passphrase for the state",
          "The environment variable %s, which must contain the passphrase, is not set. Set it and run again."
              .formatted(passphrase.variable()));
    }
    var sealer = new Sealer(derive(passphrase.text(), salt), random);
    return opened(sealer, new KeyHeader(KeyHeader.ARGON2, saltText, sealer.check()));
  }

  private OpenedKey opened(Sealer sealer, KeyHeader header) {
    return new OpenedKey(sealer, header, description());
  }

  private static byte[] saltOf(KeyHeader header) throws StateFault {
    try {
      return Base64.getDecoder().decode(header.salt());
    } catch (IllegalArgumentException _) {
      throw new StateFault(
          "Unexpected content in the state", "The salt is not base64.", Json.NOWHERE);
    }
  }

  private static byte[] derive(String passphrase, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withSalt(salt)
            .withMemoryAsKB(ARGON2_MEMORY_KIB)
            .withIterations(ARGON2_ITERATIONS)
            .withParallelism(1)
            .build());
    byte[] key = new byte[Sealer.KEY_BYTES];
    generator.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
    return key;
  }

  private static StateFault noEncryption() {
    return StateFault.ofKey(
        "Sensitive values need encryption",
        "The state would contain sensitive values, which esform never stores in clear. Configure"
            + " encryption:\n\n"
            + "    esform {\n"
            + "      encryption {\n"
            + "        key_file = \".esform/state.key\"\n"
            + "      }\n"
            + "    }\n\n"
            + "or name the environment variable of a passphrase in passphrase_environment.");
  }
}
