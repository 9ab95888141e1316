package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import org.jspecify.annotations.Nullable;

/// The diagnostics of a lock. A holder is a text for display.
public final class LockFaults {

  /// A holder that cannot be read.
  public static final String UNKNOWN = "An unknown run";

  private LockFaults() {}

  /// The subject of a sentence.
  public static String display(@Nullable LockHolder holder) {
    return holder == null ? UNKNOWN : holder.display();
  }

  public static Diagnostics locked(String holder) {
    return error(
        "State is locked", "%s holds the lock of the state. Wait until it ends.".formatted(holder));
  }

  /// @param doubt why the holder may still be running, as a clause after `and`
  public static Diagnostics perhapsStale(String holder, String doubt) {
    return error(
        "State is locked",
        "%s holds the lock of the state, and %s. Wait until it ends. If you are certain that it no longer runs, remove its lock:\n\n    esform force-unlock\n"
            .formatted(holder, doubt));
  }

  /// @param failure a sentence
  public static Diagnostics cannotLock(String failure) {
    return error("Cannot lock the state", failure);
  }

  public static Diagnostics takenOver(LockHolder holder) {
    return warning(
        "Stale lock taken over",
        holder.display() + " held the lock of the state and ended without releasing it.");
  }

  /// @param failure a sentence
  /// @param consequence a sentence on the next run
  public static Diagnostics leftBehind(String failure, String consequence) {
    return warning("Lock was left behind", failure + " " + consequence);
  }

  /// @param reason a sentence
  public static Diagnostics inUse(String reason) {
    return error("Lock is in use", reason);
  }

  /// @param failure a sentence
  public static Diagnostics cannotRemove(String failure) {
    return error("Cannot remove the lock", failure);
  }

  /// @param state its address
  /// @param cause how this run has lost the lock, as the end of a sentence
  /// @param holder that has the lock now
  public static Diagnostics lost(String state, String cause, @Nullable String holder) {
    return error(
        "Lock was lost",
        "This run has lost its lock of \"%s\": %s. The lock is now held by %s. This run has written nothing to the state since then, and starts no further steps. Wait until the other run ends, then plan again."
            .formatted(state, cause, holder == null ? "another run" : holder));
  }

  private static Diagnostics error(String summary, String detail) {
    return Diagnostics.of(Diagnostic.error(summary, detail));
  }

  private static Diagnostics warning(String summary, String detail) {
    return Diagnostics.of(Diagnostic.warning(summary, detail, null));
  }
}
