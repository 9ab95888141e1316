package io.esform.cli.view;

import io.esform.address.ResourceAddress;
import io.esform.config.CheckStatus;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.CheckResult.Owner;
import io.esform.plan.MoveProposal;
import io.esform.plan.OutputChange;
import io.esform.plan.Plan;
import io.esform.provider.DataHolder.Loss;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Shows a plan as text: the change of each resource instance with its reason, and a summary line.
public final class PlanView {

  private static final int OUTPUT = 2;

  private final ViewStyle style;
  private final boolean contents;
  private final FileTexts texts;
  private final ConcurrentRun use;

  /// @param contents whether to show the full text of new rendered files, not only their sizes
  public PlanView(ViewStyle style, boolean contents, FileTexts texts, ConcurrentRun use) {
    this.style = style;
    this.contents = contents;
    this.texts = texts;
    this.use = use;
  }

  /// The full text; ends with a line feed.
  public String render(Plan plan) {
    if (plan.isEmpty()) {
      return nothing(plan);
    }
    var text = new StringBuilder();
    appendDrift(text, plan);
    var rollouts = new RolloutView(style, plan);
    var view = new ChangeView(style, new FileChanges(contents), texts, rollouts.planned(), use);
    for (Change change : plan.changes()) {
      if (change.isShown()) {
        append(text, view.lines(change));
      }
    }
    rollouts.sections().forEach(section -> append(text, section));
    List<Line> outputs = outputs(plan);
    if (!outputs.isEmpty()) {
      text.append(style.paint(Paint.BOLD, "Changes to outputs:")).append('\n');
      append(text, outputs);
    }
    return text.append(totals(plan)).append('\n').append(proposals(plan)).toString();
  }

  private static String proposals(Plan plan) {
    if (plan.proposals().isEmpty()) {
      return "";
    }
    var text =
        new StringBuilder(
            "\nSome objects are destroyed and created again at another address with the same\n"
                + "arguments. To keep objects that were only renamed, add to the"
                + " configuration:\n");
    for (MoveProposal proposal : plan.proposals()) {
      text.append('\n').append(Text.printable(proposal.block()).indent(4));
    }
    return text.toString();
  }

  private void appendDrift(StringBuilder text, Plan plan) {
    var view = new DriftView(style);
    List<Line> lines = plan.refreshing() ? view.whole(plan.drift()) : view.relevant(plan.drift());
    if (!lines.isEmpty()) {
      text.append(style.paint(Paint.BOLD, use.driftTitle() + ":")).append('\n');
      append(text, lines);
    }
  }

  private String nothing(Plan plan) {
    String words =
        switch (plan.options().mode()) {
          case NORMAL ->
              plan.options().isPartial()
                  ? "The selected objects match the configuration."
                  : "All objects match the configuration.";
          case DESTROY -> "There is nothing to destroy.";
          case REFRESH_ONLY -> "All objects match the state.";
        };
    return style.paint(Paint.BOLD, "No changes.") + " " + words + checks(plan) + "\n";
  }

  private void append(StringBuilder text, List<Line> lines) {
    lines.forEach(line -> text.append(line.render(style)).append('\n'));
    text.append('\n');
  }

  private List<Line> outputs(Plan plan) {
    List<OutputChange> changes = plan.outputs().stream().filter(OutputChange::isChange).toList();
    int longest = ValueDiff.longestName(changes.stream().map(OutputChange::name).toList());
    var lines = new ArrayList<Line>();
    for (OutputChange change : changes) {
      var diff = new ValueDiff(style.width());
      diff.entry(
          OUTPUT,
          ValueDiff.label(change.name(), longest),
          shown(change, change.before()),
          shown(change, change.after()));
      lines.addAll(diff.lines());
    }
    return lines;
  }

  private static @Nullable Value shown(OutputChange change, @Nullable Value value) {
    return value == null || !change.sensitive() ? value : Value.sensitive(value);
  }

  /// `Plan: 6 to add, 0 to change, 0 to destroy.`, with imports and forgotten objects only if there
  /// are any. Then lists the destroyed and replaced objects.
  String totals(Plan plan) {
    if (plan.refreshing()) {
      long gone = plan.drift().stream().filter(drift -> drift.after() == null).count();
      return style.paint(Paint.BOLD, "Refresh:")
          + " %d changed, %d deleted. Only the state will be updated."
              .formatted(plan.drift().size() - gone, gone)
          + checks(plan);
    }
    long forgotten = plan.count(Action.FORGET);
    long imported = plan.toImport();
    String line =
        style.paint(Paint.BOLD, "Plan:")
            + " "
            + (imported == 0 ? "" : imported + " to import, ")
            + plan.toAdd()
            + " to add, "
            + plan.toChange()
            + " to change, "
            + plan.toDestroy()
            + " to destroy"
            + (forgotten == 0 ? "" : ", " + forgotten + " to forget")
            + ".";
    return plan.destroying()
        ? line + losses(plan)
        : line
            + named("Destroyed", plan, Action.DELETE)
            + named("Replaced", plan, Action.REPLACE)
            + losses(plan)
            + checks(plan);
  }

  /// The number of check blocks by status, on a separate line; empty without check blocks.
  private String checks(Plan plan) {
    var counts = new ArrayList<String>();
    for (CheckStatus status : CheckStatus.values()) {
      long count =
          plan.checks().stream()
              .filter(check -> check.owner() == Owner.CHECK && check.status() == status)
              .count();
      if (count > 0) {
        counts.add(count + " " + words(status));
      }
    }
    return counts.isEmpty()
        ? ""
        : "\n" + style.paint(Paint.BOLD, "Checks:") + " " + String.join(", ", counts) + ".";
  }

  private static String words(CheckStatus status) {
    return switch (status) {
      case PASS -> "passed";
      case UNKNOWN -> "known after apply";
      case FAIL -> "failed";
      case ERROR -> "with an error";
    };
  }

  /// The addresses with that action on a separate line; empty for none.
  private String named(String title, Plan plan, Action action) {
    Map<ResourceAddress, List<Change>> groups = SummaryView.groups(plan, action);
    if (groups.isEmpty()) {
      return "";
    }
    String list = String.join(", ", groups.entrySet().stream().map(PlanView::group).toList());
    List<String> lines = Text.wrap(title + ": " + list + ".", style.width() - 2);
    return "\n  " + style.paint(Paint.RED, String.join("\n  ", lines));
  }

  /// The data that is lost with destroyed objects, one paragraph for each distinct loss.
  private String losses(Plan plan) {
    var addresses = new LinkedHashMap<String, List<String>>();
    for (Change change : plan.changes()) {
      Loss loss = change.impact().loss();
      if (loss != null) {
        addresses
            .computeIfAbsent(loss.what(), _ -> new ArrayList<>())
            .add(change.address().toString());
      }
    }
    var text = new StringBuilder();
    addresses.forEach((what, who) -> {
      String words = Text.printable("Lost with " + String.join(", ", who) + ": " + what + ".");
      String lines = String.join("\n    ", Text.wrap(words, style.width() - 4));
      text.append("\n  ").append(style.paint(Paint.RED, lines));
    });
    return text.toString();
  }

  private static String group(Map.Entry<ResourceAddress, List<Change>> group) {
    return SummaryView.shown(group.getKey(), group.getValue());
  }
}
