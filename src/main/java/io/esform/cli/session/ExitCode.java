package io.esform.cli.session;

/// How a run ends, as its caller sees it.
public enum ExitCode {
  DONE(0),
  ERRORS(1),
  /// Under `--detailed-exitcode`: the plan is not empty.
  CHANGES_PRESENT(2),
  /// The command line itself was wrong (EX_USAGE of sysexits.h).
  USAGE(64);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
