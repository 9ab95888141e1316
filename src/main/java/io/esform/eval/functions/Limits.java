package io.esform.eval.functions;

/// How much the evaluation of one expression may produce and how much work it may take.
///
/// Both are counted, never timed, so that an expression which is refused on one machine is refused
/// on every other. One instance counts the work of one expression, with every function call and
/// template in it. Not safe for several threads.
public final class Limits {

  /// The most bytes that an expression, or a part of one, may produce, as {@link Size} counts them.
  public static final long MOST_PRODUCED = 64L << 20;

  /// The most bytes of a file that a function reads.
  public static final int LARGEST_FILE = 64 << 20;

  /// The most files and folders that `fileset` visits.
  public static final int MOST_ENTRIES = 100_000;

  /// How deep collections may be nested in each other. A state file nests twice as deep, and JSON
  /// is read to a depth of 500.
  public static final int DEEPEST = 200;

  /// The most steps of one expression: about two seconds of work.
  public static final long MOST_STEPS = 40_000_000;

  /// Completes a sentence on what is too large.
  public static final String PRODUCED =
      "more than 64 MiB, the most that one expression may produce";

  private final long most;
  private long steps;

  public Limits() {
    this(MOST_STEPS);
  }

  /// @param most steps of the expression
  public Limits(long most) {
    this.most = most;
  }

  /// Counts work.
  ///
  /// @return false once there were too many steps
  public boolean spend(long more) {
    steps += Math.min(more, most + 1);
    return !isSpent();
  }

  /// Completes a sentence on what takes too long.
  public String tooManySteps() {
    return "more than %,d steps, the most that one expression may take".formatted(most);
  }

  public boolean isSpent() {
    return steps > most;
  }
}
