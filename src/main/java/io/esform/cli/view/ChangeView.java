package io.esform.cli.view;

import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.PriorObject;
import io.esform.provider.DataHolder.Loss;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.Schema;
import io.esform.state.DeposedKey;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Shows the change of one resource instance and its reason.
///
/// Stateful: remembers shown instances to shorten similar ones. Use one per plan.
final class ChangeView {

  private static final int HEADER = 2;
  private static final int ENTRY = 6;

  /// Attributes that identify an object; a deleted object shows only these.
  private static final List<String> IDENTITIES = List.of("name", "address", "id");

  private final ViewStyle style;
  private final FileChanges files;
  private final FileTexts texts;
  private final Set<ResourceInstanceAddress> shownElsewhere;
  private final ConcurrentRun use;
  private final Map<ResourceAddress, Change> created = new HashMap<>();
  private final Set<String> shownNotes = new HashSet<>();

  /// @param shownElsewhere instances whose effects are shown elsewhere
  ChangeView(
      ViewStyle style,
      FileChanges files,
      FileTexts texts,
      Set<ResourceInstanceAddress> shownElsewhere,
      ConcurrentRun use) {
    this.style = style;
    this.files = files;
    this.texts = texts;
    this.shownElsewhere = shownElsewhere;
    this.use = use;
  }

  /// The lines of one change.
  List<Line> lines(Change change) {
    var lines = new ArrayList<Line>();
    lines.add(header(change));
    String origin = origin(change);
    if (!origin.isEmpty()) {
      lines.add(Line.hint(HEADER, origin));
    }
    String why = why(change, use);
    if (!why.isEmpty()) {
      lines.add(Line.hint(HEADER, why));
    }
    String effect = change.impact().effect();
    if (effect != null && !shownElsewhere.contains(change.address())) {
      lines.add(Line.hint(HEADER, Text.printable(effect)));
    }
    Loss loss = change.impact().loss();
    if (loss != null) {
      lines.add(Line.hint(HEADER, "lost: " + Text.printable(loss.what())));
    }
    ObjectValue before = Redaction.marked(change.schema(), change.before());
    ObjectValue after = Redaction.marked(change.schema(), change.after());
    boolean stays = change.action() == Action.NO_OP && !isImport(change);
    if (change.action() != Action.FORGET && !stays) {
      appendEntries(lines, change, before, after);
      appendFiles(lines, change, before, after);
    }
    change.impact().notes().stream()
        .filter(note -> isShownHere(change, note))
        .forEach(note -> lines.add(Line.of(ENTRY, Mark.NONE, Text.printable(note))));
    return lines;
  }

  /// A note that several instances of a resource share is shown once.
  private boolean isShownHere(Change change, String note) {
    return shownNotes.add(change.address().resource() + "\n" + note);
  }

  private Line header(Change change) {
    String address = style.paint(Paint.BOLD, Text.printable(object(change)));
    return change.action() == Action.NO_OP
        ? Line.of(HEADER, Mark.NONE, "# " + unchanged(change, address))
        : marked(change, address + " " + verb(change));
  }

  /// For an object without a change.
  private static String unchanged(Change change, String address) {
    return switch (change.priorObject()) {
      case PriorObject.Moved(var from) ->
          Text.printable(from.toString()) + " has moved to " + address;
      case PriorObject.ByImport _ -> address + " will be imported";
      case PriorObject.Current _, PriorObject.Deposed _ -> address + " is unchanged";
    };
  }

  private static String origin(Change change) {
    return switch (change.priorObject()) {
      case PriorObject.Moved(var from) ->
          change.action() == Action.NO_OP ? "" : "moved from " + Text.printable(from.toString());
      case PriorObject.ByImport(var id) -> "imported from " + ValueText.quoted(id);
      case PriorObject.Current _, PriorObject.Deposed _ -> "";
    };
  }

  /// For an imported object, all attributes are shown.
  private static boolean isImport(Change change) {
    return change.priorObject() instanceof PriorObject.ByImport;
  }

  private static String object(Change change) {
    return change.priorObject() instanceof PriorObject.Deposed(int generation)
        ? new DeposedKey(change.address(), generation).toString()
        : change.address().toString();
  }

  private static String verb(Change change) {
    return switch (change.action()) {
      case NO_OP -> "is unchanged";
      case CREATE -> "will be created";
      case READ -> "will be read during apply";
      case UPDATE -> "will be updated in place";
      case REPLACE ->
          change.replacement().createFirst()
              ? "must be replaced (create replacement and then destroy)"
              : "must be replaced";
      case DELETE -> "will be destroyed";
      case FORGET -> "will be removed from the state";
    };
  }

  /// The text after the symbol of the change's action, so that all texts begin in one column.
  static Line marked(Change change, String text) {
    Mark mark =
        switch (change.action()) {
          case NO_OP -> Mark.NONE;
          case CREATE -> Mark.ADD;
          case READ -> Mark.READ;
          case UPDATE -> Mark.CHANGE;
          case REPLACE -> change.replacement().createFirst() ? Mark.CREATE_FIRST : Mark.REPLACE;
          case DELETE -> Mark.REMOVE;
          case FORGET -> Mark.FORGET;
        };
    return Line.of(HEADER + 1 - mark.symbol.length(), mark, text);
  }

  /// The reason of a change; empty where the values show it.
  static String why(Change change, ConcurrentRun use) {
    return switch (change.reason()) {
      case VALUES, REQUIRES_REPLACEMENT, DESTROY -> "";
      case INTERRUPTED -> "its creation is incomplete and will be continued";
      case REQUESTED -> "requested by --replace";
      case TAINTED -> "it is tainted";
      case TRIGGERED ->
          "replace_triggered_by: " + String.join(", ", change.replacement().triggers());
      case ARGUMENTS_UNKNOWN -> "its arguments are known only after apply";
      case DEPENDENCIES_CHANGE -> "depends on a resource with changes pending";
      case DEPOSED -> "left over from an earlier replacement";
      case NOT_IN_CONFIGURATION -> "its block is no longer in the configuration";
      case KEY_NOT_IN_CONFIGURATION -> "its key is no longer in count or for_each";
      case GONE -> use.goneReason();
    };
  }

  private void appendEntries(
      List<Line> lines, Change change, @Nullable ObjectValue before, @Nullable ObjectValue after) {
    SequencedMap<String, ListDiff.ElementPair> shown = new LinkedHashMap<>();
    int hidden = 0;
    int alike = 0;
    Change sibling = sibling(change);
    boolean named = change.action() == Action.DELETE && IDENTITIES.stream().anyMatch(known(before));
    for (String name : names(change.schema())) {
      var pair = new ListDiff.ElementPair(attribute(before, name), attribute(after, name));
      if (pair.before() == null && pair.after() == null) {
        continue;
      }
      boolean same = pair.isSame() && !isImport(change);
      if (same || (named && !IDENTITIES.contains(name))) {
        hidden++;
      } else if (sibling != null && isAlike(change, sibling, name)) {
        alike++;
      } else {
        shown.put(name, pair);
      }
    }
    int longest = longest(change.schema(), shown);
    shown.forEach(
        (name, pair) -> lines.addAll(entry(change, name, longest, pair.before(), pair.after())));
    if (sibling != null && alike > 0) {
      String first = Text.printable(sibling.address().toString());
      lines.add(Line.hint(ENTRY, Text.counted(alike, "attribute") + " as in " + first));
    }
    if (hidden > 0) {
      lines.add(
          Line.hint(ENTRY, Text.counted(hidden, (named ? "more" : "unchanged") + " attribute")));
    }
  }

  /// An instance of the same resource that is created and already shown; null for none. Equal
  /// attributes are shown once.
  private @Nullable Change sibling(Change change) {
    return change.action() == Action.CREATE
        ? created.putIfAbsent(change.address().resource(), change)
        : null;
  }

  private static boolean isAlike(Change change, Change sibling, String name) {
    return !IDENTITIES.contains(name)
        && Objects.equals(attribute(change.after(), name), attribute(sibling.after(), name));
  }

  private static Predicate<String> known(@Nullable ObjectValue object) {
    return name -> attribute(object, name) != null;
  }

  /// Attributes with visible values, and nested blocks, in schema order.
  private static List<String> names(Schema schema) {
    var names = new ArrayList<String>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      if (attribute.display() == Display.VALUE) {
        names.add(attribute.name());
      }
    }
    names.addAll(schema.blocks().keySet());
    return names;
  }

  /// Null for missing and null values; unset attributes are removed.
  private static @Nullable Value attribute(@Nullable ObjectValue object, String name) {
    Value value = object == null ? null : object.attributes().get(name);
    return value == null || value.isNull() ? null : Unset.removed(value);
  }

  private static int longest(Schema schema, Map<String, ListDiff.ElementPair> shown) {
    return ValueDiff.longestName(
        shown.keySet().stream().filter(name -> schema.block(name) == null).toList());
  }

  private List<Line> entry(
      Change change, String name, int longest, @Nullable Value before, @Nullable Value after) {
    var diff = new ValueDiff(style.width());
    if (change.schema().block(name) != null) {
      BlockDiff.append(diff, ENTRY, name, before, after);
    } else {
      diff.entry(ENTRY, ValueDiff.label(name, longest), before, after);
    }
    return forcesReplacement(change, name)
        ? commented(diff.lines(), "forces replacement")
        : diff.lines();
  }

  private static boolean forcesReplacement(Change change, String name) {
    return change.replacement().paths().stream()
        .filter(path -> !path.segments().isEmpty())
        .anyMatch(
            path -> path.segments().getFirst().equals(new AttributePath.Segment.Attribute(name)));
  }

  private static List<Line> commented(List<Line> lines, String comment) {
    if (lines.isEmpty()) {
      return lines;
    }
    var commented = new ArrayList<>(lines);
    commented.set(0, lines.getFirst().withComment(comment));
    return commented;
  }

  private void appendFiles(
      List<Line> lines, Change change, @Nullable ObjectValue before, @Nullable ObjectValue after) {
    for (AttributeSchema attribute : change.schema().attributes().values()) {
      if (attribute.display() == Display.FILES) {
        String name = attribute.name();
        Value fresh = attribute(after, name);
        if (fresh != null && !fresh.isKnown()) {
          lines.add(Line.of(ENTRY, Mark.CHANGE, name + " = " + ValueText.UNKNOWN));
        } else {
          lines.addAll(
              files.lines(
                  ENTRY, change.address().toString(), name, texts.of(change, before, after)));
        }
      }
    }
  }
}
