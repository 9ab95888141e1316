package io.esform.render.patch;

import io.esform.diag.Diagnostics;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of the changes of a file.
///
/// @param original the text of the original file; null for a file that the pack does not have
/// @param text the changed file; the original if there are errors
/// @param encoding the encoding of the file
/// @param notes what the change leaves undone in this file and why, each with the path of the file
public record PatchResult(
    @Nullable String original,
    String text,
    Charset encoding,
    List<String> notes,
    Diagnostics diagnostics) {

  public PatchResult {
    notes = List.copyOf(notes);
  }

  /// Returns the content of the changed file.
  public byte[] bytes() {
    return text.getBytes(encoding);
  }
}
