package io.esform.state.backend;

import io.esform.diag.Diagnostics;

/// The outcomes of a run's appends since its last save. After a failure, no append is attempted:
/// the last one may be incomplete.
public final class Appends {

  private boolean begun;
  private Diagnostics failure = Diagnostics.none();

  /// One append.
  ///
  /// @param <X> what it throws after it has reported its failure to {@link #fail}
  public interface Attempt<X extends Exception> {
    Diagnostics run() throws X;
  }

  /// Whether an append was attempted.
  public boolean isBegun() {
    return begun;
  }

  /// Whether an append was attempted, and all have succeeded.
  public boolean isWhole() {
    return begun && !failure.hasErrors();
  }

  /// Runs an append, or returns the failure of an earlier one.
  public <X extends Exception> Diagnostics attempt(Attempt<X> append) throws X {
    if (!failure.hasErrors()) {
      begun = true;
      failure = append.run();
    }
    return failure;
  }

  /// Lets every further append fail for this reason.
  public Diagnostics fail(Diagnostics reason) {
    failure = reason;
    return failure;
  }

  /// Begins again after a save.
  public void reset() {
    begun = false;
    failure = Diagnostics.none();
  }
}
