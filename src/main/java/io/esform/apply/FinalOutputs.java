package io.esform.apply;

import io.esform.diag.Diagnostics;
import io.esform.plan.ConfigurationResolver;
import io.esform.plan.ConfigurationResolver.NewStates;
import io.esform.plan.Plan;
import io.esform.value.Value;
import java.util.SortedMap;
import java.util.TreeMap;

/// The root outputs after a run.
///
/// @param values wholly known
record FinalOutputs(SortedMap<String, Value> values, Diagnostics diagnostics) {

  /// @param whole whether the run completed the plan; if not, outputs that cannot be evaluated keep
  ///   their old values, without a diagnostic
  static FinalOutputs of(
      Plan plan, ConfigurationResolver resolver, NewStates states, boolean whole) {
    SortedMap<String, Value> before = plan.prior().outputs();
    if (plan.destroying()) {
      return new FinalOutputs(whole ? withoutRemoved(plan) : before, Diagnostics.none());
    }
    var resolved = resolver.outputs(states);
    Diagnostics diagnostics = whole ? resolved.diagnostics() : Diagnostics.none();
    var values = resolved.value();
    if (values == null) {
      return new FinalOutputs(before, diagnostics);
    }
    var outputs = new TreeMap<String, Value>();
    values.forEach((name, value) -> {
      Value old = before.get(name);
      if (value.isWhollyKnown()) {
        outputs.put(name, value);
      } else if (old != null) {
        outputs.put(name, old);
      }
    });
    return new FinalOutputs(outputs, diagnostics);
  }

  private static SortedMap<String, Value> withoutRemoved(Plan plan) {
    var left = new TreeMap<>(plan.prior().outputs());
    plan.outputs().stream()
        .filter(output -> output.after() == null)
        .forEach(output -> left.remove(output.name()));
    return left;
  }
}
