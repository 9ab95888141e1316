package io.esform.config;

/// The status of a condition, from good to bad.
public enum CheckStatus {
  PASS,
  /// Known after apply.
  UNKNOWN,
  FAIL,
  /// The condition could not be evaluated.
  ERROR;

  /// The worse of both statuses.
  public CheckStatus and(CheckStatus other) {
    return compareTo(other) < 0 ? other : this;
  }
}
