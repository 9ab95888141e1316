package io.esform.diag;

/// A broken invariant of esform's own: never the user's fault, never caught to go on.
public final class EsformBug extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EsformBug(String message) {
    super(message + " This is a bug in esform.");
  }

  public EsformBug(String message, Throwable cause) {
    super(message + " This is a bug in esform.", cause);
  }
}
