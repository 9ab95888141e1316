package io.esform.render.properties;

/// Thrown for text that `java.util.Properties` refuses; the message contains the line.
public final class MalformedPropertiesException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedPropertiesException(String message) {
    super(message);
  }
}
