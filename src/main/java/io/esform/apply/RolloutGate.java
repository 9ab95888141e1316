package io.esform.apply;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.ConfigurationResolver;
import io.esform.plan.Plan;
import io.esform.plan.Rollout;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.Serving;
import io.esform.provider.Serving.ServiceReport;
import io.esform.provider.Waiter;
import io.esform.provider.Waiter.Pauses;
import io.esform.state.InstanceState;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Holds a rollout before its next instance until the rest of the cluster serves: all other objects
/// of the same module that served when they were last read or changed. Otherwise a second instance
/// could go down while the first, or what both need, has failed meanwhile. Thread-safe.
final class RolloutGate {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Pauses PAUSES = new Pauses(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private final ProviderRegistry registry;
  private final ConfigurationResolver resolver;
  private final RunState state;
  private final Waiter waiter;

  /// The instances that the run changes. Until then, they may log in with a password that others
  /// have changed already.
  private final Set<ResourceInstanceAddress> changing;

  /// @param all whether they make all checks
  private record Batch(ProviderKey provider, Serving type, boolean all) {}

  private record Peer(ResourceInstanceAddress address, ObjectValue object) {}

  RolloutGate(Applier.Setting setting, Plan plan, ConfigurationResolver resolver, RunState state) {
    this.registry = setting.registry();
    this.resolver = resolver;
    this.state = state;
    this.waiter = new Waiter(setting.clock(), setting.tasks(), PAUSES);
    this.changing =
        plan.changes().stream()
            .filter(change -> change.action() != Action.NO_OP)
            .map(Change::address)
            .collect(Collectors.toSet());
  }

  /// Waits until the cluster serves, if the step makes an instance of a rollout unavailable.
  ///
  /// @return an error if the cluster does not serve in time, or the user has asked to stop
  Diagnostics await(Step step, StepCalls calls) {
    Change change = step.change();
    Rollout rollout = change.impact().rollout();
    if (rollout == null || !step.makesUnavailable()) {
      return Diagnostics.none();
    }
    Duration limit = rollout.readyTimeout() == null ? PATIENCE : rollout.readyTimeout();
    var held = new Held(change, calls);
    waiter.await(() -> held.look() || calls.isCancelled(), limit);
    return held.problems.isEmpty()
        ? Diagnostics.none()
        : Diagnostics.of(calls.isCancelled() ? stopped(change) : refusal(change, held.problems));
  }

  /// A step that is held, and why.
  private final class Held {
    private final Change change;
    private final StepCalls calls;
    private SortedMap<ResourceInstanceAddress, String> problems = new TreeMap<>();
    private String told = "";

    private Held(Change change, StepCalls calls) {
      this.change = change;
      this.calls = calls;
    }

    /// Whether the cluster serves. Tells the user why not, whenever that changes.
    private boolean look() {
      problems = problems(change);
      if (problems.isEmpty()) {
        return true;
      }
      String first = problems.firstKey() + ": " + problems.get(problems.firstKey());
      if (!first.equals(told)) {
        told = first;
        calls.message(first);
      }
      return false;
    }
  }

  private static Diagnostic stopped(Change change) {
    return ChangeDiagnostics.error(
        change,
        "Stopped while the rollout was held",
        "esform was asked to stop before this instance was changed. Apply again to go on.");
  }

  private static Diagnostic refusal(
      Change change, SortedMap<ResourceInstanceAddress, String> problems) {
    var text = new StringBuilder("The rollout stops before this instance, which is unchanged:");
    problems.forEach(
        (address, problem) -> text.append("\n\n    ").append(address).append(": ").append(problem));
    text.append("\n\nCorrect this, and apply again.");
    return ChangeDiagnostics.error(change, "Cluster does not serve", text.toString());
  }

  private SortedMap<ResourceInstanceAddress, String> problems(Change change) {
    var problems = new TreeMap<ResourceInstanceAddress, String>();
    peers(change)
        .forEach((batch, peers) -> {
          var resolved = resolver.connection(batch.provider(), state);
          Connection connection = resolved.value();
          if (connection == null) {
            String why =
                resolved.diagnostics().all().stream()
                    .map(Diagnostic::summary)
                    .collect(Collectors.joining("; "));
            peers.forEach(peer -> problems.put(peer.address(), "cannot be asked: " + why));
          } else {
            ask(batch, connection, peers, problems);
          }
        });
    return problems;
  }

  private static void ask(
      Batch batch,
      Connection connection,
      List<Peer> peers,
      Map<ResourceInstanceAddress, String> problems) {
    var requests =
        peers.stream()
            .map(peer ->
                new ReadRequest(
                    peer.address().toString(), (ObjectValue) Marks.strip(peer.object())))
            .toList();
    List<ServiceReport> reports = batch.type().reports(connection, requests, batch.all());
    for (int index = 0; index < reports.size(); index++) {
      Peer peer = peers.get(index);
      List<String> found = SecretTexts.of(peer.object()).hideAll(reports.get(index).problems());
      if (!found.isEmpty()) {
        problems.put(peer.address(), String.join("; ", found));
      }
    }
  }

  private Map<Batch, List<Peer>> peers(Change change) {
    var peers = new LinkedHashMap<Batch, List<Peer>>();
    state
        .snapshot()
        .instances()
        .forEach((address, instance) -> {
          if (isPeer(address, instance, change)
              && registry.resourceType(instance.provider().provider(), address.resource().type())
                  instanceof Serving type) {
            ObjectValue object =
                PriorStates.conform(
                    instance, type.schema(), address.toString(), new DiagnosticSink());
            if (object != null && !type.isDown((ObjectValue) Marks.strip(object))) {
              peers
                  .computeIfAbsent(
                      new Batch(instance.provider(), type, makesAll(address, type)),
                      _ -> new ArrayList<>())
                  .add(new Peer(address, object));
            }
          }
        });
    return peers;
  }

  /// The instances of a rollout have made all their checks when they became ready.
  private boolean makesAll(ResourceInstanceAddress address, Serving type) {
    return !type.rollsOut() && (!changing.contains(address) || state.find(address) != null);
  }

  /// An instance that is being changed says nothing.
  private boolean isPeer(ResourceInstanceAddress address, InstanceState instance, Change change) {
    return !address.equals(change.address())
        && address.resource().module().equals(change.address().resource().module())
        && instance.status() == InstanceState.Status.READY
        && !state.isOpen(address, instance.generation());
  }
}
