package io.esform.plan.inputs;

import io.esform.state.OpenIntent;
import io.esform.state.State;
import java.util.List;

/// The loaded state.
///
/// @param open calls of an interrupted run without a recorded result
public record Recorded(State state, List<OpenIntent> open) {

  public Recorded {
    open = List.copyOf(open);
  }

  /// A state without an interrupted run.
  public static Recorded of(State state) {
    return new Recorded(state, List.of());
  }
}
