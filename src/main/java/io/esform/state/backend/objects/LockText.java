package io.esform.state.backend.objects;

import io.esform.state.backend.LockHolder;
import io.esform.state.backend.NamedLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The content of a lock object. Never the same for two writes, since the nonce identifies the run
/// and the counter its write.
///
/// @param birth identifies the process of the holder on its machine: see {@link
///   io.esform.state.backend.Processes}
/// @param lease how long an unchanged lock is valid
/// @param counter increases with every write of the holder
/// @param unsealed the runs whose journals must be sealed, and after which the state must be
///   rewritten, before the holder may write a journal
record LockText(
    Status status,
    LockHolder holder,
    String birth,
    Duration lease,
    long counter,
    List<String> unsealed) {

  enum Status {
    HELD,
    /// Released by its holder, which writes nothing any more.
    FREE,
    /// Removed by a user; the holder may still be running.
    BROKEN
  }

  private static final int MAX_LEASE_SECONDS = 86_400;

  LockText {
    unsealed = List.copyOf(unsealed);
  }

  String nonce() {
    return holder.nonce();
  }

  LockText next(Status then) {
    return new LockText(then, holder, birth, lease, counter + 1, unsealed);
  }

  LockText next(List<String> runs) {
    return new LockText(status, holder, birth, lease, counter + 1, runs);
  }

  /// The runs that the next holder has to seal.
  List<String> left() {
    var runs = new ArrayList<>(unsealed);
    if (status != Status.FREE && !runs.contains(nonce())) {
      runs.add(nonce());
    }
    return List.copyOf(runs);
  }

  String format() {
    return "status: %s\n%sbirth: %s\nlease: %d\ncounter: %d\nunsealed: %s\n"
        .formatted(
            status.name(),
            holder.format(),
            birth,
            lease.toSeconds(),
            counter,
            String.join(" ", unsealed));
  }

  /// Null if the text is not a lock.
  static @Nullable LockText parse(String text) {
    LockHolder holder = LockHolder.parse(text);
    NamedLines lines = NamedLines.parse(text);
    try {
      long lease = Long.parseLong(lines.get("lease"));
      return holder == null || lease <= 0 || lease > MAX_LEASE_SECONDS
          ? null
          : new LockText(
              Status.valueOf(lines.get("status")),
              holder,
              lines.get("birth"),
              Duration.ofSeconds(lease),
              Long.parseLong(lines.get("counter")),
              runs(lines.get("unsealed")));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static List<String> runs(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
