package io.esform.provider;

import io.esform.value.Value.ObjectValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A resource type whose objects have rendered files. A state records only their checksums. The
/// texts are rendered from the arguments of the object, so that they are known as long as the same
/// version of esform, or one that renders the same text, reads the state.
public interface RendersFiles {

  /// The files of an object as they are delivered, by path. Calls no platform.
  ///
  /// @param object a state, or a planned state whose files are known
  SortedMap<String, RenderedFile> deliveredFiles(ObjectValue object);

  /// The files of an object for a reader, before and after a change: the results of changes to
  /// files of others, not the changes. Otherwise as {@link #deliveredFiles}.
  ///
  /// @param before null for an object that is created
  /// @param after null for an object that is destroyed
  FileComparison resultingFiles(@Nullable ObjectValue before, @Nullable ObjectValue after);

  /// @param before by path; empty for none
  /// @param after by path; empty for none
  record FileComparison(
      SortedMap<String, RenderedFile> before, SortedMap<String, RenderedFile> after) {}

  /// @param sha256 the checksum of the file, or those of the changes that result in it
  /// @param text of the file; null if it is not known: this version of esform renders another text,
  ///   or the file of others is not on this machine
  /// @param original the file as delivered by others, if esform changes it; null for a file that
  ///   esform writes whole
  record RenderedFile(String sha256, @Nullable String text, @Nullable String original) {

    public RenderedFile withoutTexts() {
      return new RenderedFile(sha256, null, null);
    }
  }
}
