package io.esform.render.patch;

import io.esform.render.carbon.CarbonChange;
import java.util.ArrayList;
import java.util.List;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerException;
import org.jspecify.annotations.Nullable;

/// Collects the notes of a stylesheet, and the text of the `xsl:message` that ends it.
final class StylesheetMessages implements ErrorListener {

  private final List<String> notes = new ArrayList<>();
  private @Nullable String last;

  @Override
  public void warning(TransformerException message) {
    var text = String.valueOf(message.getMessage());
    if (text.startsWith(CarbonChange.NOTE)) {
      notes.add(text.substring(CarbonChange.NOTE.length()));
    } else {
      last = text;
    }
  }

  @Override
  public void error(TransformerException error) throws TransformerException {
    throw error;
  }

  @Override
  public void fatalError(TransformerException error) throws TransformerException {
    throw error;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /// The message of the stylesheet, or else that of the processor.
  String about(TransformerException error) {
    return last != null ? last : "expected well-formed XML: " + reason(error);
  }

  /// The message of the innermost cause: those around it begin with names of Java classes.
  static String reason(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? String.valueOf(error.getMessage()) : reason(cause);
  }
}
