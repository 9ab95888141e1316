package io.esform.cli.view;

import io.esform.plan.Change;
import io.esform.provider.RendersFiles.FileComparison;
import io.esform.value.Value.ObjectValue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Supplies the rendered files of objects for display.
@FunctionalInterface
public interface FileTexts {

  /// The files of an object before and after its change.
  ///
  /// @param before null for none
  /// @param after null for none; the attribute with files is known
  FileComparison of(Change change, @Nullable ObjectValue before, @Nullable ObjectValue after);

  /// No files, for views that do not show them.
  static FileTexts none() {
    return (_, _, _) -> new FileComparison(new TreeMap<>(), new TreeMap<>());
  }
}
