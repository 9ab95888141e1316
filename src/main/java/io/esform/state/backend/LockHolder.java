package io.esform.state.backend;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The run that holds a lock. Its text form has one `name: value` per line.
///
/// @param nonce random, new for each acquisition of the lock
public record LockHolder(ProcessIdentity process, String operation, Instant since, String nonce) {

  /// This run, with a new nonce.
  public static LockHolder of(BackendEnvironment environment, String operation) {
    var nonce = new UUID(environment.random().nextLong(), environment.random().nextLong());
    return new LockHolder(
        environment.process(), operation, environment.clock().instant(), nonce.toString());
  }

  /// The text form, which {@link #parse} reads.
  public String format() {
    return "host: %s\npid: %d\nboot: %s\noperation: %s\nsince: %s\nnonce: %s\n"
        .formatted(process.host(), process.pid(), process.boot(), operation, since, nonce);
  }

  /// Null if the text does not name a holder.
  public static @Nullable LockHolder parse(String text) {
    NamedLines lines = NamedLines.parse(text);
    try {
      return new LockHolder(
          new ProcessIdentity(
              lines.get("host"), Long.parseLong(lines.get("pid")), lines.get("boot")),
          lines.get("operation"),
          Instant.parse(lines.get("since")),
          lines.get("nonce"));
    } catch (NumberFormatException | DateTimeException _) {
      return null;
    }
  }

  /// `"apply" (process 4711 on build-1, since 2026-01-01T00:00:00Z)`.
  public String display() {
    return "\"%s\" (%s, since %s)".formatted(operation, process.display(), since);
  }
}
