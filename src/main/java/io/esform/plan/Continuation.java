package io.esform.plan;

import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Whether a creation that was cut short can be carried on: its type can do that, and what is asked
/// for now is what was asked for then.
final class Continuation {

  private static final String ID = "id";

  private Continuation() {}

  /// @param recorded what the state has, in the schema's types
  /// @param planned as for a new object
  static boolean isPossible(
      ResourceType type,
      @Nullable InstanceState state,
      @Nullable ObjectValue recorded,
      ObjectValue planned) {
    return state != null
        && state.status() == Status.INTERRUPTED
        && type instanceof Recoverable
        && recorded != null
        && asksTheSame((ObjectValue) Marks.strip(recorded), (ObjectValue) Marks.strip(planned));
  }

  /// What was not known then is null in what was recorded, and must not be known now.
  private static boolean asksTheSame(ObjectValue recorded, ObjectValue planned) {
    return planned.attributes().entrySet().stream()
        .filter(attribute -> !attribute.getKey().equals(ID))
        .allMatch(attribute -> {
          Value then = recorded.get(attribute.getKey());
          Value now = attribute.getValue();
          return now.isWhollyKnown() ? isSame(then, now) : then.isNull();
        });
  }

  private static boolean isSame(Value then, Value now) {
    return then.equals(now) || (then.isNull() && now.isNull());
  }
}
