package io.esform.plan.pipeline;

import io.esform.config.Output;
import io.esform.config.evaluation.Evaluation;
import io.esform.plan.OutputChange;
import io.esform.plan.PlanMode;
import io.esform.plan.select.Selection;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plans the root outputs.
final class OutputPlanner {

  private final Evaluation evaluation;
  private final State prior;
  private final Selection selection;

  OutputPlanner(Evaluation evaluation, State prior, Selection selection) {
    this.evaluation = evaluation;
    this.prior = prior;
    this.selection = selection;
  }

  /// The root outputs that are declared or recorded, by name.
  List<OutputChange> changes(PlanMode mode) {
    return switch (mode) {
      case NORMAL -> updated();
      case DESTROY -> removed();
      case REFRESH_ONLY -> observed();
    };
  }

  private interface NewValue {
    /// @param output null if it is no longer declared
    @Nullable Value after(@Nullable Output output, String name, @Nullable Value before);
  }

  /// The configured values; outputs outside the selection keep theirs.
  private List<OutputChange> updated() {
    return changes((output, name, before) -> {
      if (output == null) {
        return null;
      }
      return selection.updates(name) ? evaluation.root().output(name) : before;
    });
  }

  /// The values computed from existing objects, if these are wholly known.
  private List<OutputChange> observed() {
    return changes((output, name, before) -> {
      if (output == null || !selection.updates(name)) {
        return before;
      }
      Value now = evaluation.root().output(name);
      return now.isWhollyKnown() ? now : before;
    });
  }

  /// The outputs that are removed with the objects that they refer to.
  private List<OutputChange> removed() {
    return changes((_, name, before) -> selection.updates(name) ? null : before);
  }

  private List<OutputChange> changes(NewValue rule) {
    Map<String, Output> declared = evaluation.root().module().outputs();
    var names = new TreeSet<>(prior.outputs().keySet());
    names.addAll(declared.keySet());
    var changes = new ArrayList<OutputChange>();
    for (String name : names) {
      Output output = declared.get(name);
      Value before = prior.outputs().get(name);
      Value after = rule.after(output, name, before);
      if (before != null || after != null) {
        changes.add(new OutputChange(name, before, after, isSensitive(output, before)));
      }
    }
    return changes;
  }

  private static boolean isSensitive(@Nullable Output output, @Nullable Value before) {
    return output == null ? before != null && before.containsSensitive() : output.sensitive();
  }

  /// The names of the outputs that the run computes again: none in a refresh-only run.
  SortedSet<String> open(PlanMode mode) {
    var open = new TreeSet<String>();
    if (mode != PlanMode.REFRESH_ONLY) {
      open.addAll(evaluation.root().module().outputs().keySet());
      open.removeIf(name -> !selection.updates(name));
    }
    return open;
  }
}
