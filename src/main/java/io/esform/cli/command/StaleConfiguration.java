package io.esform.cli.command;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import java.util.List;

/// Whether a kept plan still says what its configuration says.
final class StaleConfiguration {

  private static final int SHOWN = 10;

  private StaleConfiguration() {}

  /// True when the files that the plan was made from are as they were; if not, that has been
  /// reported. Of variables, values files are such files; what came from the environment or the
  /// command line is a matter of the plan alone.
  static boolean isCurrent(KeptPlan kept, String file) {
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
                    "Plan is out of date",
                    """
                    The configuration has changed since the plan in "%1$s" was made:

                    %2$s
                    Nothing was changed. Plan again:

                        esform plan --out %1$s\
                    """
                        .formatted(file, lines))));
    return false;
  }
}
