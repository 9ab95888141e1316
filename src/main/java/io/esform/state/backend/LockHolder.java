package io.esform.state.backend;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// The run that holds a lock. Its text form has one `name: value` per line.
///
/// @param nonce random, new for each acquisition of the lock
public record LockHolder(ProcessIdentity process, String operation, Instant since, String nonce) {

  /// The text form, which {@link #parse} reads.
  public String format() {
    return "host: %s\npid: %d\nboot: %s\noperation: %s\nsince: %s\nnonce: %s\n"
        .formatted(process.host(), process.pid(), process.boot(), operation, since, nonce);
  }

  /// Null if the text does not name a holder.
  public static @Nullable LockHolder parse(String text) {
    var values = new HashMap<String, String>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    try {
      return new LockHolder(
          new ProcessIdentity(
              values.getOrDefault("host", ""),
              Long.parseLong(values.getOrDefault("pid", "")),
              values.getOrDefault("boot", "")),
          values.getOrDefault("operation", ""),
          Instant.parse(values.getOrDefault("since", "")),
          values.getOrDefault("nonce", ""));
    } catch (NumberFormatException | DateTimeException _) {
      return null;
    }
  }

  /// `"apply" (process 4711 on build-1, since 2026-01-01T00:00:00Z)`.
  public String display() {
    return "\"%s\" (%s, since %s)".formatted(operation, process.display(), since);
  }
}
