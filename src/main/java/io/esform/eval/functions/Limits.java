package io.esform.eval.functions;

/// Limits for the size of results and the work of one expression.
///
/// Both are counted and not timed, so that an expression fails on every machine or on none. One
/// instance counts the work of one expression, including its function calls and templates. Not
/// thread-safe.
public final class Limits {

  /// The largest result of an expression or of a part of it, in bytes as {@link Size} counts them.
  public static final long MOST_PRODUCED = 64L << 20;

  /// The largest file that a function reads, in bytes.
  public static final int LARGEST_FILE = 64 << 20;

  /// The maximum number of files and folders that `fileset` visits.
  public static final int MOST_ENTRIES = 100_000;

  /// The maximum nesting depth of collections. A state file nests twice as deep, and JSON is read
  /// to a depth of 500.
  public static final int DEEPEST = 200;

  /// The maximum number of steps of one expression: about two seconds of work.
  public static final long MOST_STEPS = 40_000_000;

  /// The end of a message about a value that is too large.
  public static final String PRODUCED = "larger than 64 MiB, the limit for one expression";

  private final long most;
  private long steps;

  public Limits() {
    this(MOST_STEPS);
  }

  /// @param most the limit of steps
  public Limits(long most) {
    this.most = most;
  }

  /// Counts work.
  ///
  /// @return false once the limit is exceeded
  public boolean spend(long more) {
    steps += Math.min(more, most + 1);
    return !isSpent();
  }

  /// The end of a message about an expression that takes too long.
  public String tooManySteps() {
    return "more than %,d steps, the limit for one expression".formatted(most);
  }

  public boolean isSpent() {
    return steps > most;
  }
}
