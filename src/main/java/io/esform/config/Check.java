package io.esform.config;

import io.esform.diag.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `check` block: assertions that cause warnings and do not stop the run.
///
/// @param data its data source, visible only to its assertions; null for none
/// @param assertions at least one, unless an error was reported
public record Check(
    String name, @Nullable Resource data, List<CheckRule> assertions, SourceRange range) {

  public Check {
    assertions = List.copyOf(assertions);
  }
}
