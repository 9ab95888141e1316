package io.esform.plan;

import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.PlannedInstances.Outcome;
import io.esform.provider.ResourceType.Claim;
import java.util.HashMap;
import java.util.Map;

/// Finds two instances that claim the same thing.
final class ClaimChecker {

  private final DiagnosticSink sink;
  private final Map<String, ResourceInstance> holders = new HashMap<>();

  ClaimChecker(DiagnosticSink sink) {
    this.sink = sink;
  }

  void check(Iterable<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      if (outcome.planned() != null) {
        outcome.planned().claims().forEach(claim -> check(claim, outcome.instance()));
      }
    }
  }

  private void check(Claim claim, ResourceInstance instance) {
    ResourceInstance first = holders.putIfAbsent(claim.what(), instance);
    if (first != null && !first.address().equals(instance.address())) {
      sink.report(
          Planner.about(
              instance.address(),
              Diagnostic.error(
                      "Used twice",
                      "The %s is claimed by %s and by %s (%s). Only one of them can have it."
                          .formatted(
                              claim.what(),
                              instance.address(),
                              first.address(),
                              first.resource().headerRange()),
                      PlannedInstances.locate(instance, claim.path()))
                  .withContext(instance.resource().headerRange())));
    }
  }
}
