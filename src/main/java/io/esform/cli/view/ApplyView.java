package io.esform.cli.view;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The progress lines of an apply, without line feeds.
public final class ApplyView {

  private final ViewStyle style;

  public ApplyView(ViewStyle style) {
    this.style = style;
  }

  /// The texts for one kind of step.
  private record Words(String starting, String still, String done) {}

  private static Words words(Action action) {
    return switch (action) {
      case CREATE, REPLACE -> new Words("Creating", "creating", "Creation");
      case READ -> new Words("Reading", "reading", "Read");
      case UPDATE -> new Words("Updating", "updating", "Update");
      case DELETE -> new Words("Destroying", "destroying", "Destruction");
      case FORGET ->
          new Words("Removing from the state", "removing from the state", "Removal from the state");
      case NO_OP -> new Words("Checking", "checking", "Check");
    };
  }

  /// `es_node.store[0]: Creating...`
  public String started(ResourceInstanceAddress address, Action action) {
    return line(address, words(action).starting() + "...");
  }

  /// `es_node.store[0]: Still creating... [10s elapsed] (waiting for port 9443)`
  ///
  /// @param message the last progress message of the provider; null for none
  public String still(
      ResourceInstanceAddress address, Action action, long seconds, @Nullable String message) {
    String waiting = message == null ? "" : " (" + Text.printable(message) + ")";
    return line(
        address,
        "Still " + words(action).still() + "... [" + elapsed(seconds) + " elapsed]" + waiting);
  }

  /// `es_node.store[0]: Held back (es_node.store[1]: carbon: wso2es is inactive)`
  ///
  /// @param why the condition that it waits for before it begins
  public String held(ResourceInstanceAddress address, String why) {
    return line(address, "Held back (" + Text.printable(why) + ")");
  }

  /// `es_node.store[0]: Creation complete after 12s [id=c0ffee]`
  public String done(
      ResourceInstanceAddress address, Action action, long seconds, @Nullable String id) {
    String known = id == null ? "" : " [id=" + Text.printable(id) + "]";
    return line(address, words(action).done() + " complete after " + elapsed(seconds) + known);
  }

  /// `es_node.store[0]: Creation failed after 12s`
  public String failed(ResourceInstanceAddress address, Action action, long seconds) {
    return line(
        address,
        style.paint(Paint.RED, words(action).done() + " failed after " + elapsed(seconds)));
  }

  private String line(ResourceInstanceAddress address, String text) {
    return style.paint(Paint.BOLD, Text.printable(address.toString()) + ":") + " " + text;
  }

  /// `12s`, `3m05s`, `1h02m05s`.
  static String elapsed(long seconds) {
    long minutes = seconds / 60;
    if (minutes == 0) {
      return seconds + "s";
    }
    String tail = twoDigits(seconds % 60) + "s";
    return minutes < 60
        ? minutes + "m" + tail
        : minutes / 60 + "h" + twoDigits(minutes % 60) + "m" + tail;
  }

  private static String twoDigits(long number) {
    return (number < 10 ? "0" : "") + number;
  }

  /// The number of changed instances of a run.
  public record Counts(long imported, long added, long changed, long destroyed) {}

  /// `Apply complete! Resources: 6 added, 0 changed, 0 destroyed.`
  public String complete(Counts counts, boolean destroying) {
    String words = destroying ? "Destroy complete!" : "Apply complete!";
    String tail = destroying ? counts.destroyed() + " destroyed." : counted(counts);
    return style.paint(Paint.GREEN, words) + " Resources: " + tail;
  }

  /// The last line of a run that changes only the state.
  public String refreshed() {
    return style.paint(Paint.GREEN, "Refresh complete!") + " The state is up to date.";
  }

  /// The changes of a run that ended early.
  public String incomplete(Counts counts, boolean destroying) {
    String words = destroying ? "Destroy incomplete." : "Apply incomplete.";
    return style.paint(Paint.BOLD_RED, words) + " Resources: " + counted(counts);
  }

  private static String counted(Counts counts) {
    return (counts.imported() == 0 ? "" : counts.imported() + " imported, ")
        + counts.added()
        + " added, "
        + counts.changed()
        + " changed, "
        + counts.destroyed()
        + " destroyed.";
  }

  /// A step that was skipped.
  public record SkippedStep(ResourceInstanceAddress address, String reason) {}

  /// The list of skipped steps with their reasons; empty for none.
  public String notDone(List<SkippedStep> steps) {
    if (steps.isEmpty()) {
      return "";
    }
    var text = new StringBuilder(style.paint(Paint.BOLD, "Not done:"));
    for (SkippedStep step : steps) {
      text.append("\n  ")
          .append(Text.printable(step.address().toString()))
          .append("\n      ")
          .append(String.join("\n      ", Text.wrap(step.reason(), style.width() - 6)));
    }
    return text.append('\n').toString();
  }
}
