package io.esform.render.patch;

/// Thrown when a change does not fit a file; the message contains the expectation.
final class PatchException extends Exception {

  private static final long serialVersionUID = 1L;

  PatchException(String message) {
    super(message);
  }

  PatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
