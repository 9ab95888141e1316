package io.esform.cli.view;

import io.esform.address.ResourceInstanceAddress;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Display;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Shows a state as text.
public final class StateView {

  private static final int ENTRY = 2;

  private final ViewStyle style;
  private final Function<String, @Nullable Schema> schemas;

  /// @param schemas the schema of a resource type, to hide sensitive attributes; null for an
  ///   unknown type
  public StateView(ViewStyle style, Function<String, @Nullable Schema> schemas) {
    this.style = style;
    this.schemas = schemas;
  }

  /// All addresses, one per line; empty for an empty state.
  public static String list(State state) {
    var text = new StringBuilder();
    state.instances().keySet().forEach(address -> text.append(address).append('\n'));
    return text.toString();
  }

  /// All instances and the outputs.
  public String render(State state) {
    if (state.isEmpty()) {
      return "The state is empty.\n";
    }
    var text = new StringBuilder();
    state
        .instances()
        .forEach((address, instance) -> text.append(render(address, instance)).append('\n'));
    if (!state.outputs().isEmpty()) {
      text.append(style.paint(Paint.BOLD, "Outputs:")).append("\n\n");
      text.append(new OutputView(style).render(state.outputs()));
    }
    return text.toString().stripTrailing() + "\n";
  }

  /// One instance with its attributes.
  public String render(ResourceInstanceAddress address, InstanceState instance) {
    Schema schema = schemas.apply(address.resource().type());
    ObjectValue attributes =
        schema == null ? instance.attributes() : Redaction.of(schema, instance.attributes());
    var lines = new ArrayList<Line>();
    var shown = shown(schema, attributes);
    int longest = ValueDiff.longestName(shown);
    for (String name : shown) {
      var diff = new ValueDiff(style.width());
      Value value = Unset.removed(attributes.get(name));
      diff.whole(ENTRY, Mark.NONE, ValueDiff.label(name, longest), value, "");
      lines.addAll(diff.lines());
    }
    if (schema != null) {
      lines.addAll(files(schema, attributes));
    }
    String about = "  # provider " + instance.provider() + ", generation " + instance.generation();
    var text = new StringBuilder();
    text.append(style.paint(Paint.BOLD, Text.printable(address.toString())))
        .append(style.paint(Paint.FAINT, about))
        .append(style.paint(Paint.RED, status(instance.status())))
        .append('\n');
    lines.forEach(line -> text.append(line.render(style)).append('\n'));
    return text.toString();
  }

  private static String status(Status status) {
    return switch (status) {
      case READY -> "";
      case TAINTED -> ", tainted";
      case INTERRUPTED -> ", interrupted";
    };
  }

  private static List<String> shown(@Nullable Schema schema, ObjectValue attributes) {
    var names = new ArrayList<String>();
    attributes
        .attributes()
        .forEach((name, value) -> {
          AttributeSchema attribute = schema == null ? null : schema.attribute(name);
          if (!value.isNull() && (attribute == null || attribute.display() == Display.VALUE)) {
            names.add(name);
          }
        });
    return names;
  }

  private static List<Line> files(Schema schema, ObjectValue attributes) {
    var lines = new ArrayList<Line>();
    for (AttributeSchema attribute : schema.attributes().values()) {
      Value value = attributes.attributes().get(attribute.name());
      Map<String, Value> entries = value == null ? null : ValueText.entries(value.unmarked());
      if (attribute.display() == Display.FILES && entries != null && !entries.isEmpty()) {
        var files = new TreeMap<String, RenderedFile>();
        entries.forEach((path, checksum) -> {
          if (checksum.unmarked() instanceof StringValue(var sha256)) {
            files.put(path, new RenderedFile(sha256, null, null));
          }
        });
        lines.addAll(FileChanges.listing(ENTRY, Mark.NONE, attribute.name(), files));
      }
    }
    return lines;
  }
}
