package io.esform.plan.select;

import io.esform.address.ResourceInstanceAddress;
import io.esform.plan.PlanOptions;
import io.esform.state.State;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Selects the undeclared instances that a run deletes.
public final class Orphans {

  private Orphans() {}

  /// With targets: the selected instances and their undeclared dependents. With excludes: the
  /// selected instances that no remaining instance depends on.
  ///
  /// @param wanted the selected instances that the configuration declares
  /// @param declared whether there is a block for that address
  public static Set<ResourceInstanceAddress> toDelete(
      PlanOptions options,
      Selection selection,
      State state,
      Collection<ResourceInstanceAddress> wanted,
      Predicate<ResourceInstanceAddress> declared) {
    var orphans = new TreeSet<>(state.instances().keySet());
    orphans.removeAll(wanted);
    if (!options.isPartial()) {
      return orphans;
    }
    var needs = new StateDependencies(state);
    var selected = new TreeSet<>(orphans);
    selected.removeIf(address -> !selection.includes(address));
    if (options.excludes().isEmpty()) {
      var doomed = needs.withDependents(selected);
      doomed.removeIf(it -> !selected.contains(it) && (wanted.contains(it) || declared.test(it)));
      return doomed;
    }
    var staying = new TreeSet<>(state.instances().keySet());
    staying.removeIf(selection::includes);
    selected.removeAll(needs.withNeeded(staying));
    return selected;
  }
}
