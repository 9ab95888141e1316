package io.esform.apply;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Restorable;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The texts about a failed update: notes for later plans, and diagnostics for this run.
///
/// @param secrets that no text may contain
/// @param causes the diagnostics of the update
/// @param planned the object that the update should have made
/// @param good the last state in which the object was up; null if none is known
record FailureAccount(
    Change change,
    Restorable type,
    Instant now,
    SecretTexts secrets,
    Diagnostics causes,
    ObjectValue planned,
    @Nullable ObjectValue good) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST_REASON = 300;

  private String generation(@Nullable ObjectValue object) {
    return object == null
        ? "the state before"
        : secrets.hide(type.generationOf((ObjectValue) Marks.strip(object)));
  }

  String goodGeneration() {
    return generation(good);
  }

  private String tried() {
    return "the apply at " + TIME.format(now) + " tried " + generation(planned);
  }

  /// The first line of the first error, without a full stop.
  private String reason() {
    String line =
        causes.all().stream()
            .filter(Diagnostic::isError)
            .map(cause -> cause.detail().isBlank() ? cause.summary() : cause.detail())
            .flatMap(String::lines)
            .findFirst()
            .orElse("no reason was reported");
    String hidden = secrets.hide(line.strip()).replaceAll("\\.$", "");
    return hidden.length() <= LONGEST_REASON
        ? hidden
        : hidden.substring(0, LONGEST_REASON).strip() + "…";
  }

  /// The note of an update that failed and was not followed by a return.
  String failed() {
    return tried() + ", which failed: " + reason();
  }

  String restored() {
    return tried() + " and restored " + goodGeneration() + ": " + reason();
  }

  String restoreFailed() {
    return tried()
        + ", which failed, and could not restore "
        + goodGeneration()
        + " either: "
        + reason();
  }

  private Diagnostic warning(String summary, String detail) {
    return Diagnostic.warning(summary, detail, change.subject())
        .withAddress(change.address().toString());
  }

  Diagnostic stopped() {
    String option =
        good == null
            ? ""
            : " With on_failure = \"restore\" in its rollout block, esform would return it to %s."
                .formatted(goodGeneration());
    return warning(
        "Rollout stopped",
        "This instance stays as the failed update to %s left it, and the rest of its rollout is not changed. Correct the cause in the configuration or on the host, then apply again: the rollout continues with this instance.%s"
            .formatted(generation(planned), option));
  }

  Diagnostic unchanged() {
    return warning(
        "Instance not changed",
        "The update to %s failed before it changed this instance, which is ready as %s. The rest of its rollout is not changed. Correct the cause of the failure, then apply again."
            .formatted(generation(planned), goodGeneration()));
  }

  /// @param why a clause without a full stop
  Diagnostic notRestored(String why) {
    return warning(
        "Instance not restored",
        "This instance stays as the failed update to %s left it, because %s. Correct the cause of the failure, then apply again."
            .formatted(generation(planned), secrets.hide(why)));
  }

  /// @param made the object after the return
  Diagnostic restored(ObjectValue made) {
    return warning(
        "Instance restored",
        "The update to %s failed. This instance has the arguments of %s again and is ready as %s. The rest of its rollout is not changed. Correct the cause of the failure, then apply again."
            .formatted(generation(planned), goodGeneration(), generation(made)));
  }

  /// @param faults the diagnostics of the return
  Diagnostic restoreFailed(Diagnostics faults) {
    String cause =
        faults.all().stream()
            .filter(Diagnostic::isError)
            .map(fault -> fault.summary() + ": " + fault.detail())
            .findFirst()
            .orElse("The provider returned no state.");
    return ChangeDiagnostics.error(
        change,
        "Restore failed",
        "The update to %s failed, and the return to %s failed as well. The rest of the rollout is not changed. Correct the cause, then apply again. The return failed with:\n\n%s"
            .formatted(generation(planned), goodGeneration(), cause));
  }
}
