package io.esform.plan;

import io.esform.config.CheckStatus;
import io.esform.diag.Diagnostic;
import java.util.List;

/// The result of the conditions of one resource instance, output or check block.
///
/// @param address `es_node.store[0]`, `output.url`, `module.shop.check.health`
/// @param status the worst of all conditions
/// @param problems warnings: failed and undecided conditions with their source
public record CheckResult(
    String address, Owner owner, CheckStatus status, List<Diagnostic> problems) {

  /// The kind of declaration that contains the conditions.
  public enum Owner {
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
