package io.esform.state.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The search for the key of one document among the configured sources. Reports all of them if none
/// has it.
final class KeySearch {

  private static final String UNSUPPORTED =
      "This esform does not support that method. Use a newer version.";

  private final KeyHeader wanted;
  private final String lineage;
  private final boolean isForeign;
  private final List<Attempt> attempts = new ArrayList<>();

  /// @param source as it is written in the configuration
  /// @param otherKey the id of the key that it has; null if it has none
  /// @param fault why it has no key; null if it has another one, or keys of another kind
  private record Attempt(String source, @Nullable String otherKey, @Nullable StateFault fault) {}

  /// @param lineage of the document
  /// @param isForeign whether the document belongs to another configuration
  KeySearch(KeyHeader wanted, String lineage, boolean isForeign) {
    this.wanted = wanted;
    this.lineage = lineage;
    this.isForeign = isForeign;
  }

  /// The key if this source has it; null otherwise.
  @Nullable OpenedKey in(KeyLoader loader, String source) {
    if (!loader.fits(wanted)) {
      if (!(loader.source() instanceof KeySource.NoKey)) {
        attempts.add(new Attempt(source, null, null));
      }
      return null;
    }
    try {
      OpenedKey found = loader.load(wanted, lineage);
      if (found.header().equals(wanted)) {
        return found;
      }
      attempts.add(new Attempt(source, found.id(), null));
    } catch (StateFault fault) {
      attempts.add(new Attempt(source, null, fault));
    }
    return null;
  }

  /// The error if no source has the key.
  StateFault failed() {
    return StateFault.ofKey(summary(), "%s%s%s".formatted(needed(), given(), advice()));
  }

  /// A source that cannot be read is the likely cause, unless another one has a wrong key.
  private String summary() {
    List<StateFault> faults = faults();
    if (attempts.stream().anyMatch(each -> each.otherKey() != null)) {
      return "Wrong encryption key";
    }
    return faults.size() == 1 ? faults.getFirst().summary() : "Encryption key needed";
  }

  private List<StateFault> faults() {
    var faults = new ArrayList<StateFault>();
    attempts.forEach(each -> {
      if (each.fault() != null) {
        faults.add(each.fault());
      }
    });
    return faults;
  }

  private String needed() {
    String kind =
        switch (wanted.method()) {
          case KeyHeader.KEY_FILE -> "from a key file";
          case KeyHeader.ARGON2 -> "from a passphrase";
          case KeyHeader.KMS -> "a data key of the KMS key \"%s\"".formatted(wanted.kmsKey());
          default -> "by the method " + wanted.method();
        };
    return "The secrets in the state are encrypted with the key %s, %s."
        .formatted(wanted.check(), kind);
  }

  private String given() {
    if (attempts.isEmpty()) {
      return " No encryption is configured.";
    }
    var text = new StringBuilder(" The configuration names:\n\n");
    for (Attempt each : attempts) {
      text.append("    ").append(each.source()).append(": ").append(result(each)).append('\n');
    }
    text.append('\n');
    faults().forEach(fault -> text.append(fault.detail().stripTrailing()).append("\n\n"));
    return text.toString().stripTrailing() + "\n\n";
  }

  private static String result(Attempt attempt) {
    if (attempt.otherKey() != null) {
      return "the key " + attempt.otherKey();
    }
    return attempt.fault() == null ? "a key of another kind" : "not available";
  }

  private String advice() {
    String start = attempts.isEmpty() ? " " : "";
    if (isForeign) {
      return start + foreignAdvice();
    }
    String way =
        switch (wanted.method()) {
          case KeyHeader.KEY_FILE ->
              "Find the file with the needed key, in a backup or on another machine. Set key_file"
                  + " to its path, or add it beside the current key:\n\n"
                  + "    fallback {\n"
                  + "      key_file = \"earlier.key\"\n"
                  + "    }\n";
          case KeyHeader.ARGON2 ->
              "Set the environment variable to the passphrase that the state was saved with. If"
                  + " that is an earlier passphrase, put it into another variable, and add it"
                  + " beside the current key:\n\n"
                  + "    fallback {\n"
                  + "      passphrase_environment = \"EARLIER_PASSPHRASE\"\n"
                  + "    }\n";
          case KeyHeader.KMS -> isConfigured(wanted.kmsKey()) ? "" : namingKmsKey();
          default -> UNSUPPORTED + "\n";
        };
    return start + way + (way.isEmpty() ? "" : "\n") + "Nothing was changed.";
  }

  private String foreignAdvice() {
    return switch (wanted.method()) {
      case KeyHeader.KEY_FILE -> foreignBlock("key_file = \"other.key\"");
      case KeyHeader.ARGON2 -> foreignBlock("passphrase_environment = \"OTHER_PASSPHRASE\"");
      case KeyHeader.KMS -> isConfigured(wanted.kmsKey()) ? "" : namingKmsKey();
      default -> UNSUPPORTED;
    };
  }

  private static String foreignBlock(String argument) {
    return "Get the key from the owner of that state, and name it in the block that reads the state:\n\n    encryption {\n      %s\n    }\n"
        .formatted(argument);
  }

  private String namingKmsKey() {
    return "If that is an earlier KMS key, add it beside the current key, with the region,"
        + " profile or role that it needs:\n\n"
        + "    fallback {\n"
        + "      kms_key_id = \"%s\"\n".formatted(wanted.kmsKey())
        + "    }\n";
  }

  private boolean isConfigured(String kmsKey) {
    return attempts.stream().anyMatch(each -> each.source().contains("\"" + kmsKey + "\""));
  }
}
