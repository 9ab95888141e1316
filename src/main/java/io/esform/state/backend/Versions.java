package io.esform.state.backend;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The saved state, and the versions of it that are kept: the states that later ones have replaced.
///
/// @param current null if there is no saved state, or if it is too damaged to have a serial
/// @param earlier newest first, each with another serial
public record Versions(@Nullable Version current, List<Version> earlier, Diagnostics diagnostics) {

  /// The number of versions that are kept of each state.
  public static final int KEPT = 50;

  /// How to restore a version, for messages about a state that cannot be read.
  public static final String ADVICE =
      "To restore an earlier version of the state:\n\n"
          + "    esform state versions\n"
          + "    esform state restore SERIAL\n";

  /// The result of {@link #highest} without versions.
  public static final long NONE = -1;

  /// One state.
  ///
  /// @param saved the time of its save; null if unknown
  /// @param size in bytes
  public record Version(long serial, @Nullable Instant saved, long size) {}

  public Versions {
    earlier =
        earlier.stream().sorted(Comparator.comparingLong(Version::serial).reversed()).toList();
  }

  public static Versions failed(Diagnostics diagnostics) {
    return new Versions(null, List.of(), diagnostics);
  }

  /// The highest serial of the earlier states.
  public long highest() {
    return earlier.isEmpty() ? NONE : earlier.getFirst().serial();
  }

  /// The versions to remove, so that only the newest remain.
  public List<Version> superfluous() {
    return earlier.subList(Math.min(KEPT, earlier.size()), earlier.size());
  }

  /// The name of the file or object of a version: `00000123`.
  public static String name(long serial) {
    return String.format(Locale.ROOT, "%08d", serial);
  }

  /// The serial in such a name; null for any other name.
  public static @Nullable Long serial(String name) {
    Long serial = name.matches("[0-9]{8,18}") ? Long.valueOf(name) : null;
    return serial != null && name(serial).equals(name) ? serial : null;
  }

  /// The diagnostics of a backend that keeps no versions.
  static Diagnostics unsupported() {
    return Diagnostics.of(
        Diagnostic.error(
            "Backend keeps no versions",
            "The backend of this configuration does not keep earlier versions of the state. If its"
                + " server keeps them, get the version from the server, and store it with esform"
                + " state push."));
  }

  /// The diagnostics for a serial that no version has.
  ///
  /// @param state the address of the saved state
  public static Diagnostics unknown(long serial, String state) {
    return Diagnostics.of(
        Diagnostic.error(
            "Version not found",
            "No version of \"%s\" has the serial %d. To see the versions:\n\n    esform state versions\n"
                .formatted(state, serial)));
  }
}
