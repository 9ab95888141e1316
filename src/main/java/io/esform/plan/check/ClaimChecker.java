package io.esform.plan.check;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.plan.changes.ReplacementOrder.CreateFirstCause;
import io.esform.plan.declared.Outcome;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.instance.AttributeReport;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.Claim;
import io.esform.value.Value.ObjectValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// Reports conflicting claims: two instances, or the old and the new object of a
/// create-before-destroy replacement, that need the same exclusive name or address.
public final class ClaimChecker {

  private final ProviderRegistry registry;
  private final DiagnosticSink sink;

  /// By provider configuration and claim.
  private final Map<String, Holder> holders = new HashMap<>();

  /// @param range of the argument that makes the claim
  private record Holder(ResourceInstance instance, SourceRange range) {}

  public ClaimChecker(ProviderRegistry registry, DiagnosticSink sink) {
    this.registry = registry;
    this.sink = sink;
  }

  /// @param origins of the replacements that create first
  public void checkReplacements(
      Iterable<Outcome.Managed> outcomes, Map<ResourceInstanceAddress, CreateFirstCause> origins) {
    for (Outcome.Managed outcome : outcomes) {
      CreateFirstCause origin = origins.get(outcome.address());
      if (origin != null) {
        checkReplacement(outcome, origin);
      }
    }
  }

  private void checkReplacement(Outcome.Managed outcome, CreateFirstCause origin) {
    ResourceInstance instance = outcome.instance();
    ResourceType type =
        registry.resourceType(outcome.provider().provider(), instance.resource().key().type());
    ObjectValue before = outcome.before();
    ObjectValue configuration = outcome.configuration();
    if (type == null || before == null) {
      return;
    }
    String address = instance.address().toString();
    var held = new HashSet<String>();
    SecretTexts secrets = InstancePlanner.secrets(type.schema(), configuration, before);
    InstancePlanner.claims(type, address, before).forEach(claim -> held.add(claim.what()));
    for (Claim claim : InstancePlanner.claims(type, address, before, configuration)) {
      if (held.contains(claim.what()) && !claim.handedOver()) {
        reportHeld(instance, claim, secrets.hide(claim.what()), origin);
      }
    }
  }

  /// @param what the claim with secrets hidden
  private void reportHeld(
      ResourceInstance instance, Claim claim, String what, CreateFirstCause origin) {
    String why =
        origin.address().equals(instance.address())
            ? "create_before_destroy (%s) requires".formatted(origin.range())
            : "create_before_destroy of its dependent %s (%s) requires"
                .formatted(origin.address(), origin.range());
    sink.report(
        Diagnostic.error(
                "Cannot create before destroy",
                "%s must be replaced, and %s that the new object is created while the old one exists. But the %s can belong to only one of them. Change it for the new object, or remove create_before_destroy so that the old object is destroyed first."
                    .formatted(instance.address(), why, what),
                AttributeReport.locate(instance, claim.path()))
            .withContext(instance.resource().headerRange())
            .withAddress(instance.address().toString()));
  }

  public void check(Iterable<Outcome.Managed> outcomes) {
    for (Outcome.Managed outcome : outcomes) {
      outcome.planned().claims().forEach(claim -> check(claim, outcome));
    }
  }

  /// Claims conflict only within one provider configuration, which represents one account, region
  /// or machine.
  private void check(Claim claim, Outcome.Managed outcome) {
    ResourceInstance instance = outcome.instance();
    SourceRange range = AttributeReport.locate(instance, claim.path());
    Holder first =
        holders.putIfAbsent(outcome.provider() + "\n" + claim.what(), new Holder(instance, range));
    if (first != null && !first.instance().address().equals(instance.address())) {
      sink.report(
          Diagnostic.error(
                  "Unique value used twice",
                  "The %s is used by %s and by %s (%s). Only one of them can have it."
                      .formatted(
                          SecretTexts.of(outcome.value()).hide(claim.what()),
                          instance.address(),
                          first.instance().address(),
                          first.range()),
                  range)
              .withContext(instance.resource().headerRange())
              .withAddress(instance.address().toString()));
    }
  }
}
