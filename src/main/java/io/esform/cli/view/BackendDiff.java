package io.esform.cli.view;

import io.esform.cli.backendfile.BackendFile.Settings;
import io.esform.value.Value;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The settings of a backend, or of two in one view.
public final class BackendDiff {

  private BackendDiff() {}

  /// One line for the type and one for each argument, marked as in a plan. Sensitive arguments are
  /// only named. Every line ends with a line feed.
  ///
  /// @param indent at the beginning of each line
  public static String lines(Settings before, Settings after, String indent) {
    var names = new TreeSet<>(before.arguments().keySet());
    names.addAll(after.arguments().keySet());
    names.addAll(before.secrets());
    names.addAll(after.secrets());
    int width = names.stream().mapToInt(name -> Text.columns(ValueText.key(name))).max().orElse(0);
    var lines = new StringBuilder();
    String oldType = ValueText.quoted(before.type());
    String newType = ValueText.quoted(after.type());
    boolean sameType = oldType.equals(newType);
    lines
        .append(indent)
        .append(sameType ? "  " : "~ ")
        .append("backend ")
        .append(sameType ? newType : oldType + " -> " + newType)
        .append('\n');
    for (String name : names) {
      String old = shown(name, before.arguments(), before.secrets());
      String now = shown(name, after.arguments(), after.secrets());
      lines.append(indent).append(line(Text.padded(ValueText.key(name), width), old, now));
    }
    return lines.toString();
  }

  /// The settings of one backend.
  public static String lines(Settings settings, String indent) {
    return lines(settings, settings, indent);
  }

  private static String line(String name, @Nullable String old, @Nullable String now) {
    if (old == null || now == null) {
      return "%s %s = %s\n".formatted(old == null ? "+" : "-", name, old == null ? now : old);
    }
    return old.equals(now)
        ? "  %s = %s\n".formatted(name, now)
        : "~ %s = %s -> %s\n".formatted(name, old, now);
  }

  /// Null for an argument that is not set.
  private static @Nullable String shown(
      String name, SortedMap<String, Value> arguments, Set<String> secrets) {
    Value value = arguments.get(name);
    if (value != null) {
      return ValueText.inline(value);
    }
    return secrets.contains(name) ? ValueText.SENSITIVE : null;
  }
}
