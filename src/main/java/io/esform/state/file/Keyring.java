package io.esform.state.file;

import io.esform.state.disk.Disk;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// Finds the key at first use and keeps the sealer for the rest of the run. Thread-safe.
final class Keyring {

  private static final int SALT_BYTES = 16;
  private static final int ARGON2_MEMORY_KIB = 64 * 1024;
  private static final int ARGON2_ITERATIONS = 3;
  private static final String KEY_FILE = "key_file";
  private static final String ARGON2 = "argon2id";

  private final KeySource source;
  private final SecureRandom random;
  private final Disk disk;
  private @Nullable OpenedKeyring opened;

  /// @param header the description of the key in a state
  record OpenedKeyring(Sealer sealer, KeyHeader header) {}

  /// @param method `key_file`, or `argon2id` with these fixed parameters: 64 MiB, 3 passes, 1 lane
  /// @param salt base64; empty for a key file
  /// @param check distinguishes a wrong key from an altered state
  record KeyHeader(String method, String salt, String check) {

    static KeyHeader read(Json json) throws StateFault {
      var members = new ObjectReader(json);
      String salt = members.find("salt") == null ? "" : members.text("salt");
      return new KeyHeader(members.text("method"), salt, members.text("check"));
    }

    Json write() {
      var members = new Json.Builder().put("method", Json.of(method));
      if (!salt.isEmpty()) {
        members.put("salt", Json.of(salt));
      }
      return members.put("check", Json.of(check)).build();
    }
  }

  Keyring(KeySource source, SecureRandom random, Disk disk) {
    this.source = source;
    this.random = random;
    this.disk = disk;
  }

  /// Checks that later values can be sealed, and opened by another run.
  ///
  /// @throws StateFault when the key is unavailable
  synchronized void prepare() throws StateFault {
    OpenedKeyring known = opened;
    if (source instanceof KeySource.KeyFile(var file) && known != null) {
      if (!open(KeyFiles.read(file, disk), KEY_FILE, "").header().equals(known.header())) {
        throw wrongKey();
      }
    } else if (source instanceof KeySource.KeyFile) {
      forSealing();
    }
  }

  /// The sealer for new values; creates the key file or salt if it does not exist.
  ///
  /// @throws StateFault when there is no encryption, or the key is unavailable
  synchronized OpenedKeyring forSealing() throws StateFault {
    if (opened == null) {
      opened =
          switch (source) {
            case KeySource.NoKey() -> throw noEncryption();
            case KeySource.KeyFile(var file) ->
                open(KeyFiles.readOrMake(file, random, disk), KEY_FILE, "");
            case KeySource.Passphrase(var text) -> {
              byte[] salt = new byte[SALT_BYTES];
              random.nextBytes(salt);
              yield open(derive(text, salt), ARGON2, Base64.getEncoder().encodeToString(salt));
            }
          };
    }
    return opened;
  }

  /// The sealer that opens a state with this header.
  ///
  /// @throws StateFault when the key is missing or wrong
  synchronized Sealer forOpening(KeyHeader header) throws StateFault {
    if (opened != null && opened.header().equals(header)) {
      return opened.sealer();
    }
    OpenedKeyring candidate =
        switch (source) {
          case KeySource.KeyFile(var file) when header.method().equals(KEY_FILE) ->
              open(KeyFiles.read(file, disk), KEY_FILE, "");
          case KeySource.Passphrase(var text) when header.method().equals(ARGON2) ->
              open(derive(text, saltOf(header)), ARGON2, header.salt());
          case KeySource.NoKey _, KeySource.KeyFile _, KeySource.Passphrase _ ->
              throw keyNeeded(header);
        };
    if (!candidate.header().equals(header)) {
      throw wrongKey();
    }
    opened = candidate;
    return candidate.sealer();
  }

  /// Seals values of an owner, such as an instance.
  ValueEncoder.Seal seal(String lineage, String owner) {
    return (plain, place) -> forSealing().sealer().seal(plain, context(lineage, owner, place));
  }

  /// Opens values of an owner.
  ///
  /// @param document whose `encryption` describes the key
  ValueDecoder.Unseal unseal(ObjectReader document, String lineage, String owner) {
    return (sealed, place) -> {
      Sealer sealer = forOpening(KeyHeader.read(document.required("encryption")));
      try {
        return sealer.unseal(sealed.value(), context(lineage, owner, place));
      } catch (GeneralSecurityException _) {
        throw new StateFault(
            "Sealed value was altered",
            "The sealed value of %s cannot be decrypted with the key of this state: it was edited, or copied from another place or another state."
                .formatted(owner),
            sealed.offset());
      }
    };
  }

  /// The context that a sealed value is bound to.
  private static String context(String lineage, String owner, String place) {
    return lineage + "\n" + owner + "\n" + place;
  }

  private OpenedKeyring open(byte[] key, String method, String salt) {
    var sealer = new Sealer(key, random);
    return new OpenedKeyring(sealer, new KeyHeader(method, salt, sealer.check()));
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
    return new StateFault(
        "Sensitive values need encryption",
        "The state would contain sensitive values, which esform never stores in clear. Configure"
            + " encryption:\n\n"
            + "    esform {\n      encryption {\n        key_file = \".esform/state.key\"\n      }\n    }\n\n"
            + "or name the environment variable of a passphrase in passphrase_environment.",
        Json.NOWHERE);
  }

  private static StateFault keyNeeded(KeyHeader header) {
    String kind =
        switch (header.method()) {
          case KEY_FILE -> "with a key file: set `key_file` in `esform { encryption { … } }`.";
          case ARGON2 ->
              "with a passphrase: name its environment variable in `esform { encryption {"
                  + " passphrase_environment = … } }`, and set that variable.";
          default ->
              "with the unsupported method " + header.method() + ": use a newer version of esform.";
        };
    return new StateFault(
        "Encryption key needed",
        "The state contains values that were sealed " + kind,
        Json.NOWHERE);
  }

  private StateFault wrongKey() {
    String detail =
        switch (source) {
          case KeySource.KeyFile(var file) ->
              "The key in \"" + file + "\" is not the one that encrypted the state.";
          case KeySource.Passphrase _ -> "The passphrase is not the one that encrypted the state.";
          case KeySource.NoKey _ -> "The state is encrypted, and no key is configured.";
        };
    return new StateFault("Wrong encryption key", detail + " Nothing was changed.", Json.NOWHERE);
  }
}
