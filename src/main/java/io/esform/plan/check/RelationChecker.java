package io.esform.plan.check;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.declared.Outcome;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.PriorStates;
import io.esform.provider.Relations;
import io.esform.provider.ResourceType;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks the relations between the instances of a plan: amounts that are offered and used, and
/// settings that must agree, and connections between hosts.
///
/// In a partial plan, existing objects outside the targets count as they are. Faults only among
/// objects that a partial plan does not change are not its faults.
public final class RelationChecker {

  private final PlanInputs inputs;
  private final DiagnosticSink sink;

  public RelationChecker(PlanInputs inputs, DiagnosticSink sink) {
    this.inputs = inputs;
    this.sink = sink;
  }

  /// @param declared the declared and selected instances; without those that are destroyed
  /// @param wanted their addresses, including those that could not be planned
  /// @param present the existing objects
  public void check(
      List<Outcome.Managed> declared, Set<ResourceInstanceAddress> wanted, State present) {
    var participants = new ArrayList<Participant>();
    for (Outcome.Managed outcome : declared) {
      if (!outcome.planned().relations().isEmpty()) {
        participants.add(planned(outcome));
      }
    }
    if (inputs.options().isPartial()) {
      participants.addAll(untouched(wanted, present));
    }
    participants.sort(Comparator.comparing(Participant::address));
    Things things = Things.of(participants);
    new AmountChecker(things, sink).check(participants);
    new AgreementChecker(things, sink).check(participants);
    new AccessChecker(things, sink).check(participants);
  }

  private Participant planned(Outcome.Managed outcome) {
    return new Participant(
        outcome.provider().toString(),
        outcome.address().toString(),
        outcome.instance(),
        !inputs.options().isPartial() || !outcome.isUnchanged(),
        outcome.planned().relations(),
        outcome.value());
  }

  private List<Participant> untouched(Set<ResourceInstanceAddress> wanted, State present) {
    var participants = new ArrayList<Participant>();
    var others = new HashSet<>(present.instances().keySet());
    others.removeAll(wanted);
    for (ResourceInstanceAddress address : others) {
      InstanceState state = present.instances().get(address);
      if (state != null && state.status() != InstanceState.Status.INTERRUPTED) {
        untouched(address, state, participants);
      }
    }
    return participants;
  }

  private void untouched(
      ResourceInstanceAddress address, InstanceState state, List<Participant> participants) {
    ProviderKey provider = state.provider();
    ResourceType type =
        inputs.registry().resourceType(provider.provider(), address.resource().type());
    if (type == null) {
      return;
    }
    String name = address.toString();
    // A state that does not match its schema is an error of the plan that changes it.
    ObjectValue object = PriorStates.conform(state, type.schema(), name, new DiagnosticSink());
    if (object == null) {
      return;
    }
    Relations relations = InstancePlanner.relations(type, name, object);
    if (!relations.isEmpty()) {
      participants.add(new Participant(provider.toString(), name, null, false, relations, object));
    }
  }
}
