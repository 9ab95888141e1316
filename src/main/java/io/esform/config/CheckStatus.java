package io.esform.config;

/// How a condition stands, from good to bad.
public enum CheckStatus {
  PASS,
  /// Will be known only after apply.
  UNKNOWN,
  FAIL,
  /// It cannot be told: something went wrong on the way.
  ERROR;

  /// The status of both together.
  public CheckStatus and(CheckStatus other) {
    return compareTo(other) < 0 ? other : this;
  }
}
