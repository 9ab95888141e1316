package io.esform.diag;

/// The severity of a diagnostic: an error stops the run before further changes.
public enum Severity {
  ERROR,
  WARNING
}
