package io.esform.value;

import java.util.ArrayList;
import java.util.List;

/// The path of a value inside an object: `database.password`, `members[2]`, `files["a b"]`.
public record AttributePath(List<Segment> segments) {

  public static final AttributePath ROOT = new AttributePath(List.of());

  /// One segment inwards.
  public sealed interface Segment {
    record Attribute(String name) implements Segment {}

    record Index(int index) implements Segment {}

    record Key(String key) implements Segment {}
  }

  public AttributePath {
    segments = List.copyOf(segments);
  }

  public static AttributePath of(String attribute) {
    return ROOT.attribute(attribute);
  }

  public AttributePath attribute(String name) {
    return append(new Segment.Attribute(name));
  }

  public AttributePath index(int index) {
    return append(new Segment.Index(index));
  }

  public AttributePath key(String key) {
    return append(new Segment.Key(key));
  }

  /// This path followed by another.
  public AttributePath then(AttributePath inner) {
    var longer = new ArrayList<>(segments);
    longer.addAll(inner.segments);
    return new AttributePath(longer);
  }

  private AttributePath append(Segment segment) {
    var longer = new ArrayList<>(segments);
    longer.add(segment);
    return new AttributePath(longer);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Attribute(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Segment.Index(var index) -> text.append('[').append(index).append(']');
        case Segment.Key(var key) -> text.append("[\"").append(key).append("\"]");
      }
    }
    return text.toString();
  }
}
