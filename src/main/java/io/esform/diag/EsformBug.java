package io.esform.diag;

/// Thrown for a broken invariant inside esform: never the fault of the user, never caught to
/// continue.
public final class EsformBug extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EsformBug(String message) {
    super(message + " This is a bug in esform.");
  }

  public EsformBug(String message, Throwable cause) {
    super(message + " This is a bug in esform.", cause);
  }
}
