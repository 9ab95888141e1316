package io.esform.eval.functions;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The functions by name. A function is made when it is first asked for, so that a run loads only
/// what its configuration uses. Safe for several threads.
public final class Functions {

  private final FunctionTable table;
  private final Instant planTime;
  private final Map<String, Function> made = new ConcurrentHashMap<>();

  public Functions(FunctionEnvironment environment) {
    table = new FunctionTable(environment);
    planTime = environment.planTime();
  }

  /// The one instant that all of a plan and its apply see.
  public Instant planTime() {
    return planTime;
  }

  /// Every name, sorted; `try` and `can`, which are the evaluator's own, among them.
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
