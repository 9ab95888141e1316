package io.esform.provider;

import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A resource type that can show the files of its objects in another form than the attribute of the
/// state: a reader wants to see the results of changes, not the changes.
public interface ShowsFiles {

  /// The files of an object, by path. Calls no platform.
  ///
  /// @param object a state, or a planned state whose attribute with files is known
  SortedMap<String, ShownFile> shownFiles(ObjectValue object);

  /// @param text of the file; a value that is sensitive or unknown is not shown
  /// @param original the file as delivered by others, if esform changes it; null for a file that
  ///   esform writes whole
  record ShownFile(Value text, @Nullable String original) {

    /// A file that esform writes whole.
    public ShownFile(Value text) {
      this(text, null);
    }
  }
}
