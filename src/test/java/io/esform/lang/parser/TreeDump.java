package io.esform.lang.parser;

import io.esform.diag.EsformBug;
import io.esform.diag.SourceRange;
import io.esform.value.Value;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints a tree as indented lines: one node per line, with its plain components and its range.
final class TreeDump {

  private final boolean withRanges;
  private final StringBuilder text = new StringBuilder();

  private TreeDump(boolean withRanges) {
    this.withRanges = withRanges;
  }

  static String withRanges(Record tree) {
    var dump = new TreeDump(true);
    dump.node("", tree, 0);
    return dump.text.toString();
  }

  static String withoutRanges(Record tree) {
    var dump = new TreeDump(false);
    dump.node("", tree, 0);
    return dump.text.toString();
  }

  private void node(String label, Record node, int level) {
    StringBuilder line =
        new StringBuilder("  ".repeat(level)).append(label).append(node.getClass().getSimpleName());
    List<Runnable> inner = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      component(node, component, line, inner, level + 1);
    }
    text.append(line).append('\n');
    inner.forEach(Runnable::run);
  }

  private void component(
      Record node, RecordComponent component, StringBuilder line, List<Runnable> inner, int level) {
    String name = component.getName();
    switch (value(node, component)) {
      case null -> {}
      case SourceRange range -> {
        if (withRanges && name.equals("range")) {
          line.append(" @").append(place(range));
        }
      }
      case String string -> {
        if (!name.equals("path")) {
          line.append(' ').append(name).append('=').append(quoted(string));
        }
      }
      case Value value -> line.append(' ').append(value);
      case Record child -> inner.add(() -> node(name + ": ", child, level));
      case List<?> children -> {
        if (!children.isEmpty()) {
          inner.add(() -> children(name, children, level));
        }
      }
      case Object plain -> line.append(' ').append(name).append('=').append(plain);
    }
  }

  private void children(String name, List<?> children, int level) {
    text.append("  ".repeat(level)).append(name).append(":\n");
    children.forEach(child -> node("", (Record) child, level + 1));
  }

  private static @Nullable Object value(Record node, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new EsformBug("A record could not be read.", e);
    }
  }

  private static String place(SourceRange range) {
    return range.startLine()
        + ":"
        + range.startColumn()
        + "-"
        + range.endLine()
        + ":"
        + range.endColumn();
  }

  private static String quoted(String string) {
    return '"' + string.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"';
  }
}
