package io.esform.render.patch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A piece of an XML document: a start tag, end tag, empty element, run of text, comment, or
/// processing instruction.
///
/// @param canonical equal for tokens that say the same
/// @param raw as it stands in the document
/// @param tag what a start tag or empty element says; null for the others
/// @param spelled how to write the token where nothing stands yet
record XmlToken(String canonical, String raw, @Nullable Tag tag, String spelled) {

  XmlToken(String canonical, String raw) {
    this(canonical, raw, null, canonical);
  }

  /// A start tag or an empty element.
  ///
  /// @param attributes decoded values by name, in the order they stand
  /// @param isEmpty whether the element has no content, however that is spelled
  record Tag(String name, SequencedMap<String, String> attributes, boolean isEmpty) {
    Tag {
      attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    }
  }

  boolean isElementPart() {
    return tag != null || canonical.startsWith("</");
  }
}
