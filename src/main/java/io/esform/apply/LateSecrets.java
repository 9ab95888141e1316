package io.esform.apply;

import io.esform.diag.DiagnosticSink;
import io.esform.plan.Change;
import io.esform.plan.instance.PlannedInstance;
import io.esform.schema.Schema.RefusedSecret;
import io.esform.value.Value.ObjectValue;

/// Refuses secrets that the plan could not know, before the call that would disclose them: the
/// value of a data source that was read during the apply.
final class LateSecrets {

  private LateSecrets() {}

  /// @param configuration with marks
  /// @param isKept whether the state can keep secrets
  static void check(
      Change change,
      ObjectValue configuration,
      PlannedInstance planned,
      boolean isKept,
      DiagnosticSink sink) {
    for (RefusedSecret refused : change.schema().refusedSecrets(configuration)) {
      sink.report(
          ChangeDiagnostics.error(
              change,
              "Sensitive value not supported",
              "The argument %s is delivered and shown in clear, so its value must not be sensitive. Now that it is known, it is sensitive. %s"
                  .formatted(refused.path(), refused.advice())));
    }
    if (!isKept && planned.planned().containsSensitive()) {
      sink.report(
          ChangeDiagnostics.error(
              change,
              "Secrets need an encrypted state",
              "Now that all arguments are known, this instance contains a secret, which the state"
                  + " would keep in clear. Nothing was changed. Configure an encryption block, and"
                  + " plan again."));
    }
  }
}
