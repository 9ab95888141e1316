package io.esform.plan;

import io.esform.config.Output;
import io.esform.config.evaluation.Evaluation;
import io.esform.plan.AppliedConfiguration.OutputsAfter;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private interface Rule {
    /// @param output null when it is not declared any more
    @Nullable Value after(@Nullable Output output, String name, @Nullable Value before);
  }

  /// As the configuration says; what the run leaves out stays as it is.
  List<OutputChange> updated() {
    return changes((output, name, before) -> {
      if (output == null) {
        return null;
      }
      return selection.updates(name) ? evaluation.root().output(name) : before;
    });
  }

  /// As they follow from what exists, where that says all of it.
  List<OutputChange> observed() {
    return changes((output, name, before) -> {
      if (output == null || !selection.updates(name)) {
        return before;
      }
      Value now = evaluation.root().output(name);
      return now.isWhollyKnown() ? now : before;
    });
  }

  /// Gone with what they stood on.
  List<OutputChange> removed() {
    return changes((_, name, before) -> selection.updates(name) ? null : before);
  }

  private List<OutputChange> changes(Rule rule) {
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

  /// What they are after a run with these changes: a refresh fixes them all, any other run
  /// evaluates again what it updates.
  OutputsAfter after(PlanMode mode, List<OutputChange> changes) {
    var open = new TreeSet<String>();
    if (mode != PlanMode.REFRESH_ONLY) {
      open.addAll(evaluation.root().module().outputs().keySet());
      open.removeIf(name -> !selection.updates(name));
    }
    var settled = new TreeMap<String, Value>();
    for (OutputChange change : changes) {
      Value value = change.after();
      if (value != null && !open.contains(change.name())) {
        settled.put(change.name(), value);
      }
    }
    return new OutputsAfter(settled, open);
  }
}
