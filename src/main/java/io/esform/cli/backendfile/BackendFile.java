package io.esform.cli.backendfile;

import io.esform.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The backend of the last `esform init`.
///
/// @param used the backend that has the states
/// @param given the names of the arguments that the command line has set
/// @param block the digest of the `backend` block; see {@link BackendFileJson#digest}
/// @param moving the destination of a migration that has begun and not ended; null for none
public record BackendFile(
    Settings used, Set<String> given, String block, @Nullable Destination moving) {

  public BackendFile {
    given = Collections.unmodifiableSet(new TreeSet<>(given));
  }

  /// The settings of a backend.
  ///
  /// @param type the label of its block
  /// @param arguments by name, wholly known: all that are set, except sensitive ones
  /// @param secrets the names of the sensitive arguments that are set
  public record Settings(String type, SortedMap<String, Value> arguments, Set<String> secrets) {
    public Settings {
      arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
      secrets = Collections.unmodifiableSet(new TreeSet<>(secrets));
    }

    /// Whether both are the same storage, as far as the arguments say. Secrets do not count: a
    /// changed password is no other storage.
    public boolean isSame(Settings other) {
      return type.equals(other.type) && arguments.equals(other.arguments);
    }
  }

  /// @param given the names of the arguments that the command line has set
  /// @param workspaces to move; empty for all
  public record Destination(Settings settings, Set<String> given, List<String> workspaces) {
    public Destination {
      given = Collections.unmodifiableSet(new TreeSet<>(given));
      workspaces = List.copyOf(workspaces);
    }
  }

  public BackendFile withMoving(@Nullable Destination now) {
    return new BackendFile(used, given, block, now);
  }
}
