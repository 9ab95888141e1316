package io.esform.config;

import io.esform.diag.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `check` block: what should hold, and does not stop anything when it does not.
///
/// @param data its own data source, which only its assertions can refer to; null for none
/// @param assertions at least one, unless an error was reported
public record Check(
    String name, @Nullable Resource data, List<CheckRule> assertions, SourceRange range) {

  public Check {
    assertions = List.copyOf(assertions);
  }
}
