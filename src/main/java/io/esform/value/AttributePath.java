package io.esform.value;

import java.util.ArrayList;
import java.util.List;

/// The path of a value inside an object: `database.password`, `members[2]`, `files["a b"]`.
public record AttributePath(List<Step> steps) {

  public static final AttributePath ROOT = new AttributePath(List.of());

  /// One step inwards.
  public sealed interface Step {
    record Attribute(String name) implements Step {}

    record Index(int index) implements Step {}

    record Key(String key) implements Step {}
  }

  public AttributePath {
    steps = List.copyOf(steps);
  }

  public static AttributePath of(String attribute) {
    return ROOT.attribute(attribute);
  }

  public AttributePath attribute(String name) {
    return append(new Step.Attribute(name));
  }

  public AttributePath index(int index) {
    return append(new Step.Index(index));
  }

  public AttributePath key(String key) {
    return append(new Step.Key(key));
  }

  /// This path followed by another.
  public AttributePath then(AttributePath inner) {
    var longer = new ArrayList<>(steps);
    longer.addAll(inner.steps);
    return new AttributePath(longer);
  }

  private AttributePath append(Step step) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new AttributePath(longer);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Attribute(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Step.Index(var index) -> text.append('[').append(index).append(']');
        case Step.Key(var key) -> text.append("[\"").append(key).append("\"]");
      }
    }
    return text.toString();
  }
}
