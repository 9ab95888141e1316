package io.esform.cli.view;

import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.Change;
import io.esform.plan.Plan;
import io.esform.plan.Rollout;
import io.esform.plan.RolloutSteps;
import io.esform.value.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Shows the order of a plan's rollouts and the effect of each step on the service.
final class RolloutView {

  private final ViewStyle style;
  private final List<RolloutSteps> rollouts;

  RolloutView(ViewStyle style, Plan plan) {
    this.style = style;
    this.rollouts = RolloutSteps.of(plan);
  }

  /// The instances of the rollouts.
  Set<ResourceInstanceAddress> planned() {
    var planned = new HashSet<ResourceInstanceAddress>();
    for (RolloutSteps rollout : rollouts) {
      rollout.arrivals().forEach(step -> planned.add(step.address()));
      rollout.steps().forEach(step -> planned.add(step.address()));
    }
    return planned;
  }

  /// The rollout settings of each resource: `1 at a time, each ready within 10m`.
  Map<ResourceAddress, String> manners() {
    var manners = new HashMap<ResourceAddress, String>();
    rollouts.forEach(rollout -> manners.put(rollout.resource(), manner(rollout.rollout())));
    return manners;
  }

  /// The lines of each rollout.
  List<List<Line>> sections() {
    return rollouts.stream().map(this::section).toList();
  }

  private List<Line> section(RolloutSteps steps) {
    var lines = new ArrayList<Line>();
    String title = "Rollout of " + Text.printable(steps.resource().toString());
    for (String line : Text.wrap(title + ": " + manner(steps.rollout()) + ".", style.width())) {
      lines.add(Line.of(0, Mark.NONE, lines.isEmpty() ? style.paint(Paint.BOLD, line) : line));
    }
    var all = new ArrayList<>(steps.arrivals());
    all.addAll(steps.steps());
    int longest = all.stream().mapToInt(step -> Text.columns(name(step))).max().orElse(0);
    all.forEach(step -> lines.add(line(step, longest)));
    return lines;
  }

  private static String manner(Rollout rollout) {
    Duration limit = rollout.readyTimeout();
    return rollout.maxUnavailable()
        + " at a time, each ready "
        + (limit == null ? "before the next" : "within " + DurationText.of(limit))
        + (rollout.pause().isZero()
            ? ""
            : ", " + DurationText.of(rollout.pause()) + " between them")
        + switch (rollout.onFailure()) {
          case STOP -> "";
          case RESTORE -> "; a failed one is restored";
        };
  }

  private static Line line(Change change, int columns) {
    String text = Text.padded(name(change), columns) + "  " + meaning(change);
    return ChangeView.marked(change, text.stripTrailing());
  }

  private static String name(Change change) {
    String key = change.address().key().toString();
    return Text.printable(key.isEmpty() ? change.address().resource().name() : key);
  }

  private static String meaning(Change change) {
    String effect = change.impact().effect();
    return switch (change.action()) {
      case CREATE -> "is created first";
      case REPLACE -> "is replaced";
      case NO_OP, READ, UPDATE, DELETE, FORGET -> effect == null ? "" : Text.printable(effect);
    };
  }
}
