package io.esform.cli.view;

import io.esform.plan.Change;
import io.esform.provider.ShowsFiles.ShownFile;
import io.esform.schema.AttributeSchema.Display;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Supplies the texts of rendered files for display.
@FunctionalInterface
public interface FileTexts {

  /// The files of an object, by path.
  ///
  /// @param object the state before or after the change, whose attribute with files is known
  SortedMap<String, ShownFile> of(Change change, ObjectValue object);

  /// The texts in the attributes, unchanged.
  static FileTexts ofAttributes() {
    return (change, object) -> {
      var files = new TreeMap<String, ShownFile>();
      change.schema().attributes().values().stream()
          .filter(attribute -> attribute.display() == Display.FILES)
          .forEach(attribute ->
              entries(object.attributes().get(attribute.name()))
                  .forEach((path, text) -> files.put(path, new ShownFile(text))));
      return files;
    };
  }

  private static Map<String, Value> entries(@Nullable Value value) {
    Map<String, Value> entries = value == null ? null : ValueText.entries(value.unmarked());
    return entries == null ? Map.of() : entries;
  }
}
