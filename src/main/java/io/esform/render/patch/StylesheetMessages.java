package io.esform.render.patch;

import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerException;
import org.jspecify.annotations.Nullable;

/// Collects the text of the `xsl:message` that ends a stylesheet.
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

  /// The message of the stylesheet, or else that of the processor.
  String about(TransformerException error) {
    return last != null ? last : "expected well-formed XML: " + error.getMessage();
  }
}
