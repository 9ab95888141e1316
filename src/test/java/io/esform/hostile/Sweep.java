package io.esform.hostile;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Runs the cases of a subject.
final class Sweep {

  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long MOST_ALLOCATED = 500L << 20;

  private final Subject subject;
  private final boolean measures;
  private final List<String> violations = new ArrayList<>();
  private long slowest;
  private long largest;

  private Sweep(Subject subject, boolean measures) {
    this.subject = subject;
    this.measures = measures;
  }

  /// The violations of a case; empty for none.
  static List<String> of(Subject subject, Subject.Case one) {
    var sweep = new Sweep(subject, false);
    sweep.run(0, one);
    return sweep.violations;
  }

  /// Runs a number of cases from this seed on, each limited to 500 MB of allocated memory.
  ///
  /// @return the violations, with seed and input
  static List<String> cases(Subject subject, long firstSeed, int count) {
    var sweep = new Sweep(subject, false);
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      sweep.run(seed);
    }
    return sweep.violations;
  }

  /// Runs cases for a number of minutes, each limited to five seconds of processor time and 500 MB.
  static List<String> minutes(Subject subject, long firstSeed, long minutes) {
    var sweep = new Sweep(subject, true);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    long seed = firstSeed;
    while (System.nanoTime() < end) {
      sweep.run(seed++);
    }
    System.out.printf(
        "%s: %,d cases from seed %d, %d violations, slowest %,d ms, largest %,d MB%n",
        subject.name(),
        seed - firstSeed,
        firstSeed,
        sweep.violations.size(),
        sweep.slowest / 1_000_000,
        sweep.largest >> 20);
    return sweep.violations;
  }

  private void run(long seed) {
    Subject.Case one;
    try {
      one = subject.next(new Random(seed));
    } catch (Exception failure) {
      throw new AssertionError(
          "Case " + seed + " of " + subject.name() + " cannot be made", failure);
    }
    run(seed, one);
  }

  private void run(long seed, Subject.Case one) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long time = measures ? threads.getCurrentThreadCpuTime() : 0;
    long allocated = threads.getCurrentThreadAllocatedBytes();
    Optional<String> violation = attempt(one);
    time = measures ? threads.getCurrentThreadCpuTime() - time : 0;
    allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
    slowest = Math.max(slowest, time);
    largest = Math.max(largest, allocated);
    if (time > LONGEST.toNanos() || allocated > MOST_ALLOCATED) {
      violation = violation.or(() -> Optional.of("more than 5 seconds or 500 MB"));
    }
    violation.ifPresent(found -> report(seed, found, one.input()));
  }

  private static Optional<String> attempt(Subject.Case one) {
    try {
      return one.attempt().violation();
    } catch (Exception | StackOverflowError | OutOfMemoryError failure) {
      return Optional.of(failure + "\n" + place(failure));
    }
  }

  private static String place(Throwable failure) {
    var text = new StringBuilder();
    for (StackTraceElement element : failure.getStackTrace()) {
      if (text.length() < 2000) {
        text.append("  at ").append(element).append('\n');
      }
    }
    return text.toString();
  }

  private void report(long seed, String violation, String input) {
    String report =
        "Case %d of %s: %s%ninput:%n%s".formatted(seed, subject.name(), violation, input);
    violations.add(report);
    if (measures) {
      System.out.println(report);
    }
  }
}
