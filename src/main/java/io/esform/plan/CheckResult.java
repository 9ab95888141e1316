package io.esform.plan;

import io.esform.config.CheckStatus;
import io.esform.diag.Diagnostic;
import java.util.List;

/// How the conditions stand that one thing states.
///
/// @param address `es_node.store[0]`, `output.url`, `module.shop.check.health`
/// @param status of all of them together
/// @param problems warnings: what does not hold or cannot be told, and where that stands
public record CheckResult(
    String address, Kind kind, CheckStatus status, List<Diagnostic> problems) {

  /// What states conditions.
  public enum Kind {
    /// A resource instance or data source, in its lifecycle.
    RESOURCE,
    /// An output, in its preconditions.
    OUTPUT,
    /// A check block, in its assertions.
    CHECK
  }

  public CheckResult {
    problems = List.copyOf(problems);
  }
}
