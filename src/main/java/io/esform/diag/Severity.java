package io.esform.diag;

/// How much a diagnostic weighs: an error stops the run before it changes anything more.
public enum Severity {
  ERROR,
  WARNING
}
