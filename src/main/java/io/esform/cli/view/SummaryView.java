package io.esform.cli.view;

import io.esform.address.ResourceAddress;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.Drift;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A short view of a plan: one line per action and changed resource, with the number of instances
/// and their changed arguments.
public final class SummaryView {

  private static final List<Action> ORDER =
      List.of(
          Action.CREATE, Action.READ, Action.UPDATE, Action.REPLACE, Action.DELETE, Action.FORGET);

  private static final int HINT = 4;

  private final ViewStyle style;
  private final ConcurrentRun use;

  public SummaryView(ViewStyle style) {
    this(style, ConcurrentRun.ALONE);
  }

  public SummaryView(ViewStyle style, ConcurrentRun use) {
    this.style = style;
    this.use = use;
  }

  /// The full text; ends with a line feed.
  public String render(Plan plan) {
    var whole = new PlanView(style, false, FileTexts.none(), use);
    if (plan.isEmpty()) {
      return whole.render(plan);
    }
    var text = new StringBuilder();
    List<String> drifted =
        plan.drift().stream()
            .filter(drift -> plan.refreshing() || drift.changesPlan())
            .map(Drift::display)
            .toList();
    listed(text, use.driftTitle(), drifted);
    var rollouts = new RolloutView(style, plan);
    for (Action action : ORDER) {
      groups(plan, action)
          .forEach((resource, changes) -> {
            text.append(line(resource, changes).render(style)).append('\n');
            appendMeaning(text, changes, rollouts.manners().get(resource));
          });
    }
    List<String> outputs =
        plan.outputs().stream().filter(OutputChange::isChange).map(OutputChange::name).toList();
    listed(text, "Changes to outputs", outputs);
    return text.append(text.isEmpty() ? "" : "\n")
        .append(whole.totals(plan))
        .append('\n')
        .toString();
  }

  private void listed(StringBuilder text, String title, List<String> names) {
    if (!names.isEmpty()) {
      String words = title + ": " + String.join(", ", names);
      text.append(String.join("\n    ", Text.wrap(words, style.width() - 4))).append('\n');
    }
  }

  /// Adds the distinct effects of the changes on the service, and the rollout settings.
  private void appendMeaning(StringBuilder text, List<Change> changes, @Nullable String manner) {
    var effects = new TreeMap<String, Integer>();
    for (Change change : changes) {
      String effect = change.impact().effect();
      if (effect != null) {
        effects.merge(Text.printable(effect), 1, Integer::sum);
      }
    }
    effects.forEach((effect, count) ->
        appendHint(
            text,
            count < changes.size() ? count + " of " + changes.size() + ": " + effect : effect));
    boolean isOneByOne = changes.stream().anyMatch(SummaryView::isStep);
    if (manner != null && isOneByOne) {
      appendHint(text, manner);
    }
  }

  private static boolean isStep(Change change) {
    return change.action() == Action.UPDATE || change.action() == Action.REPLACE;
  }

  private void appendHint(StringBuilder text, String words) {
    for (String line : Text.wrap(words, style.width() - HINT - 2)) {
      text.append(Line.hint(HINT - 2, line).render(style)).append('\n');
    }
  }

  /// The changes of that action by resource.
  static Map<ResourceAddress, List<Change>> groups(Plan plan, Action action) {
    var groups = new TreeMap<ResourceAddress, List<Change>>();
    for (Change change : plan.changes()) {
      if (change.action() == action) {
        groups.computeIfAbsent(change.address().resource(), _ -> new ArrayList<>()).add(change);
      }
    }
    return groups;
  }

  private Line line(ResourceAddress resource, List<Change> changes) {
    String shown = shown(resource, changes);
    Line header = ChangeView.marked(changes.getFirst(), style.paint(Paint.BOLD, shown));
    SequencedSet<String> reasons = new LinkedHashSet<>();
    changes.forEach(change -> reasons.addAll(reasons(change)));
    int room = style.width() - 4 - Text.columns(shown) - 4;
    String comment = cropped(String.join(", ", reasons), room);
    return reasons.isEmpty() || room < 12 ? header : header.withHint(style, comment);
  }

  /// The single address, or the resource with the number of its instances.
  static String shown(ResourceAddress resource, List<Change> changes) {
    return Text.printable(
        changes.size() == 1
            ? changes.getFirst().address().toString()
            : resource + " (" + changes.size() + ")");
  }

  private static String cropped(String text, int room) {
    if (Text.columns(text) <= room) {
      return text;
    }
    int cut = text.lastIndexOf(", ", Math.max(0, room - 4));
    return (cut > 0 ? text.substring(0, cut + 1) + " " : text.substring(0, Math.max(0, room - 3)))
        + "...";
  }

  private List<String> reasons(Change change) {
    String why = ChangeView.why(change, use);
    if (!why.isEmpty()) {
      return List.of(why);
    }
    return switch (change.action()) {
      case UPDATE -> changed(change);
      case REPLACE ->
          change.replacement().paths().stream()
              .map(SummaryView::name)
              .distinct()
              .map(name -> name + " forces replacement")
              .toList();
      case NO_OP, CREATE, READ, DELETE, FORGET -> List.of();
    };
  }

  private static String name(AttributePath path) {
    return !path.segments().isEmpty()
            && path.segments().getFirst() instanceof AttributePath.Segment.Attribute(var name)
        ? name
        : path.toString();
  }

  /// The names of the changed arguments; if there are none, of the changed attributes.
  private static List<String> changed(Change change) {
    Schema schema = change.schema();
    var names = new ArrayList<String>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (attribute.display() != Display.HIDDEN && differs(change, attribute.name())) {
        names.add(attribute.name());
      }
    }
    schema.blocks().keySet().stream().filter(name -> differs(change, name)).forEach(names::add);
    List<String> arguments =
        names.stream().filter(name -> !isComputed(schema.attributes().get(name))).toList();
    return arguments.isEmpty() ? names : arguments;
  }

  /// Rendered files count as arguments, because they are relevant to the reader.
  private static boolean isComputed(@Nullable AttributeSchema attribute) {
    return attribute != null
        && attribute.presence() == Presence.COMPUTED
        && attribute.display() != Display.FILES;
  }

  private static boolean differs(Change change, String name) {
    return !Objects.equals(plain(change.before(), name), plain(change.after(), name));
  }

  private static @Nullable Value plain(@Nullable ObjectValue object, String name) {
    Value value = object == null ? null : object.attributes().get(name);
    return value == null || value.isNull() ? null : Marks.strip(value);
  }
}
