package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import java.util.List;

/// The command line options of a plan.
///
/// @param refresh whether existing objects are read first
/// @param targets only these and their dependencies; empty for everything
/// @param excludes everything except these and their dependents; empty if there are targets
/// @param replacements replaced even without a change
public record PlanOptions(
    PlanMode mode,
    boolean refresh,
    List<Target> targets,
    List<Target> excludes,
    List<Target> replacements) {

  /// Reads and plans everything.
  public static final PlanOptions DEFAULT = new PlanOptions(PlanMode.NORMAL, true);

  public PlanOptions {
    targets = List.copyOf(targets);
    excludes = List.copyOf(excludes);
    replacements = List.copyOf(replacements);
  }

  public PlanOptions(PlanMode mode, boolean refresh) {
    this(mode, refresh, List.of(), List.of(), List.of());
  }

  /// Whether targets or excludes leave out a part of the configuration.
  public boolean isPartial() {
    return !targets.isEmpty() || !excludes.isEmpty();
  }

  public boolean replaces(ResourceInstanceAddress address) {
    return replacements.stream().anyMatch(target -> target.contains(address));
  }
}
