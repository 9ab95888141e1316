package io.esform.plan;

import io.esform.state.OpenIntent;
import io.esform.state.State;
import java.util.List;

/// What planning starts from: the state as it was loaded.
///
/// @param open what a run had begun on it when it was ended
public record Recorded(State state, List<OpenIntent> open) {

  public Recorded {
    open = List.copyOf(open);
  }

  /// A state on which no run was interrupted.
  public static Recorded of(State state) {
    return new Recorded(state, List.of());
  }
}
