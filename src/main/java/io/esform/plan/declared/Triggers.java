package io.esform.plan.declared;

import io.esform.address.ResourceAddress;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.config.evaluation.Trigger;
import io.esform.plan.Action;
import io.esform.value.AttributePath.Segment;
import io.esform.value.Marks;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.MapValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.TupleValue;
import io.esform.value.Value.UnknownValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Finds the changed references of `replace_triggered_by`: updated and replaced objects, and
/// changed attributes of these. New objects trigger nothing.
final class Triggers {

  private final Function<ResourceInstance, Outcome> outcomes;

  /// Whether any instance of a resource changes, by resource: one result for all references to it.
  private final Map<ResourceAddress, Boolean> wholes = new HashMap<>();

  Triggers(Function<ResourceInstance, Outcome> outcomes) {
    this.outcomes = outcomes;
  }

  /// The texts of the changed triggers.
  List<String> changed(List<Trigger> triggers) {
    return triggers.stream().filter(this::isChanged).map(Trigger::text).toList();
  }

  private boolean isChanged(Trigger trigger) {
    List<ResourceInstance> instances = trigger.instances();
    if (instances.size() < 2) {
      return instances.stream().anyMatch(it -> isChanged(it, trigger.path().segments()));
    }
    ResourceAddress whole = instances.getFirst().resourceAddress();
    Boolean known = wholes.get(whole);
    if (known == null) {
      known = instances.stream().anyMatch(it -> isChanged(it, List.of()));
      wholes.put(whole, known);
    }
    return known;
  }

  private boolean isChanged(ResourceInstance instance, List<Segment> path) {
    if (!(outcomes.apply(instance) instanceof Outcome.Managed outcome)) {
      return false;
    }
    boolean changes = outcome.action() == Action.UPDATE || outcome.action() == Action.REPLACE;
    ObjectValue before = outcome.before();
    return changes
        && before != null
        && (path.isEmpty() || !at(before, path).equals(at(outcome.value(), path)));
  }

  /// The value at that path without marks; null for none.
  private static Value at(Value object, List<Segment> path) {
    Value value = Marks.strip(object);
    for (Segment segment : path) {
      value =
          switch (value) {
            case ObjectValue(var attributes) -> attributes.getOrDefault(name(segment), NOTHING);
            case MapValue(_, var elements) -> elements.getOrDefault(name(segment), NOTHING);
            case ListValue(_, var elements) -> element(elements, segment);
            case TupleValue(var elements) -> element(elements, segment);
            case UnknownValue _ -> value;
            default -> NOTHING;
          };
    }
    return value;
  }

  private static final Value NOTHING = Value.nullOf(Types.ANY);

  private static Value element(List<Value> elements, Segment segment) {
    return segment instanceof Segment.Index(int index) && index >= 0 && index < elements.size()
        ? elements.get(index)
        : NOTHING;
  }

  private static String name(Segment segment) {
    return switch (segment) {
      case Segment.Attribute(var name) -> name;
      case Segment.Key(var key) -> key;
      case Segment.Index(int index) -> String.valueOf(index);
    };
  }
}
