package io.esform.render.patch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A piece of an XML document: a start tag, end tag, empty element, run of text, comment, or
/// processing instruction.
///
/// @param canonical equal for tokens with the same meaning
/// @param raw the text in the document
/// @param tag the name and attributes of a start tag or empty element; null for other tokens
/// @param spelled the text for a token without a counterpart in the original document
record XmlToken(String canonical, String raw, @Nullable Tag tag, String spelled) {

  XmlToken(String canonical, String raw) {
    this(canonical, raw, null, canonical);
  }

  /// A start tag or an empty element.
  ///
  /// @param attributes decoded values by name, in document order
  /// @param isEmpty whether the element has no content, in either spelling
  record Tag(String name, SequencedMap<String, String> attributes, boolean isEmpty) {
    Tag {
      attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    }
  }

  boolean isElementPart() {
    return tag != null || canonical.startsWith("</");
  }
}
