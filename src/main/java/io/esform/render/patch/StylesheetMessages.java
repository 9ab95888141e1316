package io.esform.render.patch;

import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerException;
import org.jspecify.annotations.Nullable;

/// Hears what a stylesheet says before it ends: the text of its `xsl:message`.
final class StylesheetMessages implements ErrorListener {

  private @Nullable String last;

  @Override
  public void warning(TransformerException message) {
    last = message.getMessage();
  }

  @Override
  public void error(TransformerException error) throws TransformerException {
    throw error;
  }

  @Override
  public void fatalError(TransformerException error) throws TransformerException {
    throw error;
  }

  /// The stylesheet's own words about why it ended, or else the processor's.
  String about(TransformerException error) {
    return last != null ? last : "expected well-formed XML: " + error.getMessage();
  }
}
