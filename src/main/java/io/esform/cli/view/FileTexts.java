package io.esform.cli.view;

import io.esform.plan.Change;
import io.esform.provider.RendersFiles.RenderedFile;
import io.esform.value.Value.ObjectValue;
import java.util.SortedMap;

/// Supplies the rendered files of objects for display.
@FunctionalInterface
public interface FileTexts {

  /// The files of an object, by path.
  ///
  /// @param object the state before or after the change, whose attribute with files is known
  SortedMap<String, RenderedFile> of(Change change, ObjectValue object);
}
