package io.esform.render.patch;

/// A change and a file that do not go together; the message says what was expected.
final class PatchException extends Exception {

  private static final long serialVersionUID = 1L;

  PatchException(String message) {
    super(message);
  }

  PatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
