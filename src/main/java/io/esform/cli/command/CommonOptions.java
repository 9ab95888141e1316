package io.esform.cli.command;

/// Which options a command offers besides its own and besides those that every command has (`-C`,
/// `--no-color`, `--help`).
public enum CommonOptions {
  /// It evaluates no configuration.
  NONE,
  /// It evaluates the configuration: `--var` and `--var-file`.
  VARIABLES,
  /// It also runs steps: `--parallelism` besides.
  STEPS
}
