package io.esform.cli.view;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Matches the elements of two lists, so that an element added in the middle is shown as one line.
final class ListDiff {

  /// Attributes that identify objects, in order of preference.
  private static final List<String> IDENTITIES = List.of("id", "name", "key");

  private ListDiff() {}

  /// One element of one list or of both; at least one side is not null.
  record ElementPair(@Nullable Value before, @Nullable Value after) {
    boolean isSame() {
      return Objects.equals(before, after);
    }
  }

  /// Every element of both lists exactly once, in order.
  static List<ElementPair> pairs(List<Value> before, List<Value> after) {
    var pairs = new ArrayList<ElementPair>();
    int position = 0;
    for (AbstractDelta<Value> delta : DiffUtils.diff(before, after).getDeltas()) {
      int start = delta.getSource().getPosition();
      before.subList(position, start).forEach(same -> pairs.add(new ElementPair(same, same)));
      pairs.addAll(matched(delta.getSource().getLines(), delta.getTarget().getLines()));
      position = start + delta.getSource().size();
    }
    before.subList(position, before.size()).forEach(same -> pairs.add(new ElementPair(same, same)));
    return pairs;
  }

  private static List<ElementPair> matched(List<Value> removed, List<Value> added) {
    var pairs = new ArrayList<ElementPair>();
    var open = new ArrayList<>(added);
    for (int index = 0; index < removed.size(); index++) {
      Value old = removed.get(index);
      Value match = match(old, open, removed.size() == added.size() ? added.get(index) : null);
      open.remove(match);
      pairs.add(new ElementPair(old, match));
    }
    open.forEach(value -> pairs.add(new ElementPair(null, value)));
    return pairs;
  }

  /// The new version of a changed object: the added object of the same identity, or the one at the
  /// same position when neither has an identity.
  private static @Nullable Value match(
      Value old, List<Value> candidates, @Nullable Value samePlace) {
    Map<String, Value> entries = ValueText.entries(old);
    if (entries == null) {
      return null;
    }
    String identity = identity(entries);
    if (identity == null) {
      return samePlace != null
              && candidates.contains(samePlace)
              && ValueText.entries(samePlace) != null
          ? samePlace
          : null;
    }
    for (Value candidate : candidates) {
      Map<String, Value> others = ValueText.entries(candidate);
      if (others != null && Objects.equals(entries.get(identity), others.get(identity))) {
        return candidate;
      }
    }
    return null;
  }

  /// The attribute that identifies the object; null for none.
  static @Nullable String identity(Map<String, Value> entries) {
    for (String name : IDENTITIES) {
      Value value = entries.get(name);
      if (value != null && !value.isNull()) {
        return name;
      }
    }
    return null;
  }
}
