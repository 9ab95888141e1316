package io.esform.eval.functions;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The functions by name. A function is created at its first use, so a run loads only those that
/// its configuration calls. Thread-safe.
public final class Functions {

  private final FunctionTable table;
  private final Instant planTime;
  private final Map<String, Function> made = new ConcurrentHashMap<>();

  public Functions(FunctionEnvironment environment) {
    table = new FunctionTable(environment);
    planTime = environment.planTime();
  }

  /// The time of the plan, the same for the whole plan and its apply.
  public Instant planTime() {
    return planTime;
  }

  /// All names, sorted, including `try` and `can`, which the evaluator implements.
  public Collection<String> names() {
    return FunctionTable.NAMES;
  }

  /// The function of that name; empty also for `try` and `can`.
  public Optional<Function> find(String name) {
    if (!FunctionTable.NAMES.contains(name) || name.equals("try") || name.equals("can")) {
      return Optional.empty();
    }
    return Optional.of(made.computeIfAbsent(name, table::make));
  }
}
