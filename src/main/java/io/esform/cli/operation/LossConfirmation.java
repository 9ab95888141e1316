package io.esform.cli.operation;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.provider.DataHolder.Loss;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Asks the user to confirm the loss of data with the address of its object, in addition to the
/// approval of the plan.
public final class LossConfirmation {

  private static final String OPTION = "--confirm-loss";

  private final OpenProject opened;
  private final List<Change> open = new ArrayList<>();

  /// @param arguments may contain confirmations
  public LossConfirmation(OpenProject opened, ParseResult arguments, Plan plan) {
    this.opened = opened;
    List<String> confirmed =
        arguments.hasMatchedOption(OPTION)
            ? arguments.matchedOptionValue(OPTION, List.of())
            : List.of();
    var unused = new ArrayList<>(confirmed);
    for (Change change : plan.lossesToConfirm()) {
      if (!confirmed.contains(change.address().toString())) {
        open.add(change);
      }
      unused.remove(change.address().toString());
    }
    unused.forEach(this::warn);
  }

  public static OptionSpec option() {
    return OptionSpec.builder(OPTION)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel("ADDRESS")
        .description("Confirm the loss of data of this instance. Repeatable.")
        .build();
  }

  /// The options that confirm all losses of the plan; empty for none.
  static String options(Plan plan) {
    var options = new StringBuilder();
    plan.lossesToConfirm().forEach(change -> options.append(option(change)));
    return options.toString();
  }

  private static String option(Change change) {
    return " " + OPTION + " " + quoted(change.address());
  }

  /// Quotes the address if it contains characters that are special in a shell.
  private static String quoted(ResourceInstanceAddress address) {
    String text = address.toString();
    return text.contains("[") ? "'" + text + "'" : text;
  }

  private void warn(String address) {
    opened.reportBelow(
        Diagnostics.of(
            Diagnostic.warning(
                "Nothing to confirm",
                "%s names %s, but the plan destroys no data of this instance that needs confirmation."
                    .formatted(OPTION, address),
                null)));
  }

  /// Whether options confirm all losses; if not, an error has been reported.
  public boolean isGivenBeforehand() {
    if (open.isEmpty()) {
      return true;
    }
    var detail = new StringBuilder("The plan destroys data. Nothing has been changed yet:\n\n");
    open.forEach(change -> detail.append("    %s\n".formatted(line(change))));
    detail.append("\nTo confirm the loss, add:\n\n   ");
    open.forEach(change -> detail.append(option(change)));
    opened.reportBelow(
        Diagnostics.of(Diagnostic.error("Loss of data not confirmed", detail.toString())));
    return false;
  }

  /// Whether the user confirms all losses. Any other answer means no, which has been reported.
  public boolean isGiven() {
    return open.stream()
        .allMatch(change ->
            Approval.given(
                opened.session(),
                "This data will be lost:\n\n    %s\n\nEnter the address to confirm the loss."
                    .formatted(line(change)),
                change.address().toString()));
  }

  private static String line(Change change) {
    Loss loss = change.impact().loss();
    return change.address() + ": " + (loss == null ? "" : loss.what());
  }
}
