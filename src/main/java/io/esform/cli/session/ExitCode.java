package io.esform.cli.session;

/// The exit codes of the process.
public enum ExitCode {
  DONE(0),
  ERRORS(1),
  /// Under `--detailed-exitcode`: the plan is not empty.
  CHANGES_PRESENT(2),
  /// The command line is invalid (EX_USAGE of sysexits.h).
  USAGE(64);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
