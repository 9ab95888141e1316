package io.esform.plan.check;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.plan.OutputChange;
import io.esform.plan.declared.Outcome;
import java.util.ArrayList;
import java.util.List;

/// Refuses a plan that would put a secret into a state that is not encrypted.
public final class SecretChecker {

  private final DiagnosticSink sink;

  public SecretChecker(DiagnosticSink sink) {
    this.sink = sink;
  }

  public void check(Iterable<Outcome.Managed> outcomes, List<OutputChange> outputs) {
    var holders = new ArrayList<String>();
    SourceRange first = null;
    for (Outcome.Managed outcome : outcomes) {
      if (outcome.value().containsSensitive()) {
        holders.add(outcome.address().toString());
        first = first == null ? outcome.instance().resource().headerRange() : first;
      }
    }
    for (OutputChange output : outputs) {
      if (output.after() != null && output.after().containsSensitive()) {
        holders.add("output." + output.name());
      }
    }
    if (!holders.isEmpty()) {
      sink.report(
          Diagnostic.error(
              "Secrets need an encrypted state",
              ("The state would contain secrets of %s. Secrets are never stored in clear. Configure"
                      + " their encryption:"
                      + "\n    esform {\n      encryption {\n        key_file = \".esform/state.key\"\n      }\n    }\n"
                      + "The key file is created on first use. Keep it, and keep it apart from the"
                      + " state.")
                  .formatted(shorten(holders)),
              first));
    }
  }

  private static String shorten(List<String> holders) {
    return holders.size() <= 4
        ? String.join(", ", holders)
        : String.join(", ", holders.subList(0, 4)) + " and " + (holders.size() - 4) + " more";
  }
}
