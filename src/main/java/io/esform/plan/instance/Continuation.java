package io.esform.plan.instance;

import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Whether an interrupted creation can continue: its type supports that, and the configuration has
/// not changed since.
public final class Continuation {

  private static final String ID = "id";

  private Continuation() {}

  /// @param recorded the recorded object, in the schema's types
  /// @param planned as for a new object
  public static boolean isPossible(
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

  /// A value that was unknown then is recorded as null; it must still be unknown.
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
