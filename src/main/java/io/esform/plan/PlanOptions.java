package io.esform.plan;

/// What the user asks of a plan, beyond the configuration.
///
/// @param refresh whether to read first what exists now
public record PlanOptions(PlanMode mode, boolean refresh) {

  /// Everything read, everything planned.
  public static final PlanOptions DEFAULT = new PlanOptions(PlanMode.NORMAL, true);
}
