package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import java.util.List;

/// What the user asks of a plan, beyond the configuration.
///
/// @param refresh whether to read first what exists now
/// @param targets only these and what they need; empty for everything
/// @param excludes all but these and what needs them; never beside targets
/// @param replacements to be replaced although nothing forces it
public record PlanOptions(
    PlanMode mode,
    boolean refresh,
    List<Target> targets,
    List<Target> excludes,
    List<Target> replacements) {

  /// Everything read, everything planned.
  public static final PlanOptions DEFAULT = new PlanOptions(PlanMode.NORMAL, true);

  public PlanOptions {
    targets = List.copyOf(targets);
    excludes = List.copyOf(excludes);
    replacements = List.copyOf(replacements);
  }

  public PlanOptions(PlanMode mode, boolean refresh) {
    this(mode, refresh, List.of(), List.of(), List.of());
  }

  /// Whether something is left out.
  public boolean isPartial() {
    return !targets.isEmpty() || !excludes.isEmpty();
  }

  boolean replaces(ResourceInstanceAddress address) {
    return replacements.stream().anyMatch(target -> target.contains(address));
  }
}
