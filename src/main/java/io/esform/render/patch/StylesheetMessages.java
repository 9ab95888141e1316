package io.esform.render.patch;

import java.util.regex.Pattern;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.TransformerException;
import org.jspecify.annotations.Nullable;

/// Collects the text of the `xsl:message` that ends a stylesheet.
final class StylesheetMessages implements ErrorListener {

  private static final Pattern CLASS_NAMES = Pattern.compile("(?:\\b[a-z]\\w*\\.)+[A-Z]\\w*: ");

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
    return last != null ? last : "expected well-formed XML: " + reason(error);
  }

  /// The message of the innermost cause: those around it begin with names of Java classes.
  private static String reason(Throwable error) {
    Throwable cause = error.getCause();
    return cause != null && cause.getMessage() != null
        ? reason(cause)
        : CLASS_NAMES.matcher(String.valueOf(error.getMessage())).replaceAll("");
  }
}
