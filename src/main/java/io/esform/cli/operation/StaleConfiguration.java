package io.esform.cli.operation;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.util.List;

/// Checks whether a saved plan matches the current configuration.
public final class StaleConfiguration {

  private static final int SHOWN = 10;

  private StaleConfiguration() {}

  /// True when the input files of the plan are unchanged; if not, an error has been reported. This
  /// includes files with variable values. Variables from the environment or the command line are
  /// part of the plan and are not compared.
  public static boolean isCurrent(KeptPlan kept, String file) {
    List<String> changes = kept.changedFiles();
    if (changes.isEmpty()) {
      return true;
    }
    var lines = new StringBuilder();
    changes.stream().limit(SHOWN).forEach(line -> lines.append("    ").append(line).append('\n'));
    if (changes.size() > SHOWN) {
      lines.append("    and ").append(changes.size() - SHOWN).append(" more\n");
    }
    kept.opened()
        .report(
            Diagnostics.of(
                Diagnostic.error(
                    "Saved plan is stale",
                    """
                    The configuration has changed since the plan in "%1$s" was created:

                    %2$s
                    Nothing was changed. Plan again:

                        esform plan --out %1$s\
                    """
                        .formatted(file, lines))));
    return false;
  }
}
