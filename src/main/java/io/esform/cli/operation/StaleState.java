package io.esform.cli.operation;

import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Checks whether a saved plan matches the current state.
public final class StaleState {

  private static final int SHOWN = 10;

  private StaleState() {}

  /// True when no run has changed the state since the plan; if not, an error has been reported.
  public static boolean isCurrent(KeptPlan kept, String file) {
    OpenProject opened = kept.opened();
    State planned = kept.plan().recorded();
    State now = opened.load();
    if (now == null) {
      return false;
    }
    boolean bothUnsaved = now.serial() == 0 && planned.serial() == 0;
    boolean same = now.serial() == planned.serial() && now.lineage().equals(planned.lineage());
    boolean sameJournal = opened.journaled() == kept.journaled();
    if (bothUnsaved || (same && sameJournal)) {
      return true;
    }
    opened.report(
        Diagnostics.of(
            Diagnostic.error(
                "Saved plan is stale",
                """
                The state has changed since the plan in "%1$s" was created: %2$s%3$s

                Nothing was changed. Plan again:

                    esform plan --out %1$s\
                """
                    .formatted(file, difference(now, planned), moved(now, planned)))));
    return false;
  }

  private static String difference(State now, State planned) {
    if (now.serial() == planned.serial() && now.lineage().equals(planned.lineage())) {
      return "a run was interrupted.";
    }
    return now.lineage().equals(planned.lineage()) || planned.serial() == 0
        ? "its serial was %d and is now %d.".formatted(planned.serial(), now.serial())
        : "another state has replaced it (lineage %s, now %s)."
            .formatted(planned.lineage(), now.lineage());
  }

  /// The instances that were added, removed or changed since.
  private static String moved(State now, State planned) {
    var addresses = new TreeSet<>(now.instances().keySet());
    addresses.addAll(planned.instances().keySet());
    List<String> lines = new ArrayList<>();
    for (ResourceInstanceAddress address : addresses) {
      InstanceState before = planned.instance(address);
      InstanceState after = now.instance(address);
      if (before == null) {
        lines.add("    " + address + " was added");
      } else if (after == null) {
        lines.add("    " + address + " was removed");
      } else if (!before.attributes().equals(after.attributes())) {
        lines.add("    " + address + " was changed");
      }
    }
    int more = lines.size() - SHOWN;
    String shown = String.join("\n", lines.subList(0, Math.min(SHOWN, lines.size())));
    return lines.isEmpty() ? "" : "\n\n" + shown + (more > 0 ? "\n    and " + more + " more" : "");
  }
}
