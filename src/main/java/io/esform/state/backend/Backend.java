package io.esform.state.backend;

import io.esform.diag.Diagnostics;
import io.esform.state.State;
import org.jspecify.annotations.Nullable;

/// Where a state is kept. One run locks, loads, saves any number of times, and unlocks.
///
/// Saves come from one thread at a time. No method throws for what a user or a machine can cause.
public interface Backend {

  /// The state as it is kept; an empty one with a new lineage when none is kept yet.
  Loaded load();

  /// Takes the lock for this run, or tells who holds it. A lock whose holder is provably gone is
  /// taken over, with a warning.
  ///
  /// @param operation what the run does, told to others who find the lock: `apply`
  Diagnostics lock(String operation);

  /// Replaces what is kept by this state with the next serial; on an error what was kept still
  /// stands whole. An error too when what is kept is not the state that this one came from (another
  /// lineage or serial). Writes nothing when nothing but the serial would change.
  ///
  /// @param state with the serial of the state it came from, as loaded or last saved
  Saved save(State state);

  /// Puts a state that could not be saved somewhere else, and tells the user how to get it back.
  /// Always answers with an error or warning that says where it is.
  Diagnostics rescue(State state);

  /// Gives the lock back. Does nothing when this run does not hold it.
  Diagnostics unlock();

  /// @param state null when the diagnostics hold an error
  record Loaded(@Nullable State state, Diagnostics diagnostics) {}

  /// @param state with its new serial; on an error the one that was given
  record Saved(State state, Diagnostics diagnostics) {}
}
