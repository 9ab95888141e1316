package io.esform.cli.command;

/// The shared options of a command, besides its own and those of all commands (`-C`, `--no-color`,
/// `--help`).
public enum CommonOptions {
  /// The command uses no variables.
  NONE,
  /// The command uses variables only in the arguments of the backend: `--var` and `--var-file`.
  BACKEND,
  /// The command evaluates the configuration: `--var` and `--var-file`.
  VARIABLES,
  /// The command also runs steps: `--parallelism` in addition.
  STEPS
}
