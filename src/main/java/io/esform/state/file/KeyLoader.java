package io.esform.state.file;

import io.esform.state.disk.Disk;
import io.esform.state.file.DataKeys.DataKey;
import io.esform.state.file.DataKeys.DataKeyFailure;
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
      case KeySource.KmsKey(var name, _) -> "kms_key_id \"" + name + "\"";
    };
  }

  /// Whether a key of this source can have that header.
  boolean fits(KeyHeader header) {
    return switch (source) {
      case KeySource.NoKey() -> false;
      case KeySource.KeyFile _ -> header.method().equals(KeyHeader.KEY_FILE);
      case KeySource.Passphrase _ -> header.method().equals(KeyHeader.ARGON2);
      case KeySource.KmsKey _ -> header.method().equals(KeyHeader.KMS);
    };
  }

  /// The key that this source has for a document; its header differs from that of the document if
  /// it is another key.
  ///
  /// @param header that fits this source
  /// @param lineage of the document
  /// @throws StateFault when the key is unavailable
  OpenedKey load(KeyHeader header, String lineage) throws StateFault {
    return switch (source) {
      case KeySource.NoKey() -> throw noEncryption();
      case KeySource.KeyFile(var file) -> ofFile(KeyFiles.read(file, disk));
      case KeySource.Passphrase passphrase -> derived(passphrase, saltOf(header), header.salt());
      case KeySource.KmsKey(_, var keys) ->
          ofService(
              () -> keys.decrypt(header.dataKey(), header.kmsKey(), lineage), header.kmsKey());
    };
  }

  /// A key for a new document; creates the key file if it does not exist.
  ///
  /// @param lineage of the document
  /// @throws StateFault when there is no encryption, or the key is unavailable
  OpenedKey create(String lineage) throws StateFault {
    return switch (source) {
      case KeySource.NoKey() -> throw noEncryption();
      case KeySource.KeyFile(Path file) -> ofFile(KeyFiles.readOrMake(file, random, disk));
      case KeySource.Passphrase passphrase -> {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        yield derived(passphrase, salt, Base64.getEncoder().encodeToString(salt));
      }
      case KeySource.KmsKey(_, var keys) -> ofService(() -> keys.create(lineage), "");
    };
  }

  private OpenedKey ofFile(byte[] key) {
    var sealer = new Sealer(key, random);
    return opened(sealer, KeyHeader.ofFile(sealer.check()));
  }

  private interface Service {
    DataKey call() throws DataKeyFailure;
  }

  /// @param named the ARN in the header of the document; empty for a new one
  private OpenedKey ofService(Service service, String named) throws StateFault {
    try {
      DataKey key = service.call();
      var sealer = new Sealer(key.plain().getEncoded(), random);
      // The header of a document is kept: with a key of several regions, each has its own ARN.
      String kmsKey = named.isEmpty() ? key.wrappingKey() : named;
      return new OpenedKey(
          sealer,
          KeyHeader.ofKms(kmsKey, key.encrypted(), sealer.check()),
          key.isCurrent() ? description() : "KMS key \"%s\"".formatted(key.wrappingKey()),
          key.isCurrent());
    } catch (DataKeyFailure failure) {
      throw StateFault.ofKey(failure.summary(), failure.detail());
    }
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
    return opened(sealer, KeyHeader.ofPassphrase(saltText, sealer.check()));
  }

  private OpenedKey opened(Sealer sealer, KeyHeader header) {
    return new OpenedKey(sealer, header, description(), true);
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
            + "or name the environment variable of a passphrase in passphrase_environment, or a key"
            + " of AWS KMS in kms_key_id.");
  }
}
