package io.esform.simulation;

import io.esform.simulation.Scenario.Storage;
import org.jspecify.annotations.Nullable;

/// A fault of the engine, built into the things that its classes use. The simulation has to find
/// each.
enum Mutant {
  /// A call is written to the journal after it has returned.
  INTENT_AFTER_CALL,
  /// The result of a deletion is written to the journal before its call.
  RESULT_BEFORE_CALL,
  /// Records of the journal arrive in another order.
  RECORDS_REORDERED,
  /// No directory is flushed.
  NO_DIRECTORY_SYNC(Storage.LOCAL),
  /// No file is flushed.
  NO_FILE_SYNC(Storage.LOCAL),
  /// The new state is written over the old one.
  SAVE_IN_PLACE(Storage.LOCAL),
  /// The journal is removed before the state that contains its records is in place.
  JOURNAL_REMOVED_FIRST(Storage.LOCAL),
  /// Two processes can hold the lock of the operating system.
  LOCK_IGNORED(Storage.LOCAL),
  /// The state object is replaced whatever its ETag is.
  UNFENCED_STATE(Storage.OBJECTS),
  /// The lock object is replaced whatever its ETag is.
  UNFENCED_LOCK(Storage.OBJECTS),
  /// An object of a journal is written even if it exists.
  NO_IF_NONE_MATCH(Storage.OBJECTS),
  /// A journal is not sealed at a take-over.
  NO_SEAL(Storage.OBJECTS),
  /// Reads of the state can return an earlier one.
  STALE_STATE,
  /// Every try of a creation uses a new token.
  FRESH_TOKENS,
  /// An object that a read does not see is taken for absent at once.
  IMPATIENT_READ,
  /// A secret is part of an attribute that is not sensitive.
  SECRET_IN_CLEAR;

  private final @Nullable Storage storage;

  Mutant() {
    this(null);
  }

  /// @param storage that has the fault; null for any
  Mutant(@Nullable Storage storage) {
    this.storage = storage;
  }

  /// Whether a simulation with this storage contains the fault.
  boolean isIn(Storage used) {
    return storage == null || storage == used;
  }
}
