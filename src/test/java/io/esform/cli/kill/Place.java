package io.esform.cli.kill;

/// The place of a state.
enum Place {
  LOCAL,
  S3,
  HTTP,

  /// A server that does not return the description of a lock, so that nobody can know whether the
  /// holder has ended. A user has to remove the lock of a killed run: `esform force-unlock`.
  GITLAB;

  boolean isServer() {
    return this == HTTP || this == GITLAB;
  }

  String display() {
    return switch (this) {
      case LOCAL -> "local";
      case S3 -> "s3";
      case HTTP -> "http";
      case GITLAB -> "http as GitLab";
    };
  }
}
