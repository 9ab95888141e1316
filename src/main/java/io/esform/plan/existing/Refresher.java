package io.esform.plan.existing;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.inputs.Connections;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.PriorStates;
import io.esform.plan.secrets.SecretTexts;
import io.esform.plan.select.Selection;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.ReadResponse;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.task.Tasks;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/// Reads existing objects: one batch per provider and type, in parallel.
public final class Refresher {

  private final ProviderRegistry registry;
  private final Connections connections;
  private final Evaluation evaluation;
  private final Tasks tasks;

  /// @param state the objects that still exist
  /// @param gone recorded objects that no longer exist
  public record Refreshed(State state, Set<ResourceInstanceAddress> gone, Diagnostics diagnostics) {

    /// The result of an earlier refresh of `prior`.
    public static Refreshed of(State prior, State found) {
      var gone = new TreeSet<>(prior.instances().keySet());
      gone.removeAll(found.instances().keySet());
      return new Refreshed(found, gone, Diagnostics.none());
    }

    /// The result without a refresh: all objects as recorded.
    public static Refreshed unread(State prior) {
      return new Refreshed(prior, Set.of(), Diagnostics.none());
    }
  }

  private record Batch(ProviderKey provider, String type) {}

  /// @param key distinguishes current and deposed objects of one address
  private record RecordedObject(DeposedKey key, InstanceState state) {

    ResourceInstanceAddress address() {
      return key.address();
    }
  }

  /// @param objects the objects as read; absent for one that no longer exists
  private record BatchResult(
      List<RecordedObject> asked, Map<DeposedKey, ObjectValue> objects, Diagnostics diagnostics) {}

  /// @param evaluation over the prior state, for the values that provider blocks refer to
  private Refresher(
      ProviderRegistry registry, Connections connections, Evaluation evaluation, Tasks tasks) {
    this.registry = registry;
    this.connections = connections;
    this.evaluation = evaluation;
    this.tasks = tasks;
  }

  /// Reads the recorded objects, unless the options disable the refresh.
  public static Refreshed refresh(PlanInputs inputs, Selection selection, State prior) {
    return inputs.options().refresh() && !prior.isEmpty()
        ? new Refresher(inputs.registry(), inputs.connections(), inputs.over(prior), inputs.tasks())
            .refresh(prior, selection::includes)
        : Refreshed.unread(prior);
  }

  /// @param selected the objects to read; others stay as recorded
  private Refreshed refresh(State prior, Predicate<ResourceInstanceAddress> selected) {
    var sink = new DiagnosticSink();
    var gone = new TreeSet<ResourceInstanceAddress>();
    var instances = new TreeMap<>(prior.instances());
    var deposed = new TreeMap<>(prior.deposed());
    for (BatchResult result : readAll(batches(prior, selected))) {
      sink.report(result.diagnostics());
      for (RecordedObject known : result.asked()) {
        ObjectValue now = result.objects().get(known.key());
        boolean isDeposed = prior.deposed().containsKey(known.key());
        if (now != null && isDeposed) {
          deposed.put(known.key(), refreshed(known.state(), now));
        } else if (now != null) {
          instances.put(known.address(), refreshed(known.state(), now));
        } else if (!result.diagnostics().hasErrors() && isDeposed) {
          deposed.remove(known.key());
        } else if (!result.diagnostics().hasErrors()) {
          instances.remove(known.address());
          gone.add(known.address());
        }
      }
    }
    State found = prior.withInstances(instances).withDeposed(deposed);
    return new Refreshed(found, gone, sink.toDiagnostics());
  }

  private static SequencedMap<Batch, List<RecordedObject>> batches(
      State prior, Predicate<ResourceInstanceAddress> selected) {
    var objects = new TreeMap<DeposedKey, InstanceState>(prior.deposed());
    prior
        .instances()
        .forEach(
            (address, state) -> objects.put(new DeposedKey(address, state.generation()), state));
    var batches = new LinkedHashMap<Batch, List<RecordedObject>>();
    objects.forEach((key, state) -> {
      if (selected.test(key.address()) && state.isIdentified()) {
        var batch = new Batch(state.provider(), key.address().resource().type());
        batches.computeIfAbsent(batch, _ -> new ArrayList<>()).add(new RecordedObject(key, state));
      }
    });
    return batches;
  }

  /// The object with attributes as read. An object whose creation was interrupted keeps its planned
  /// attributes until the creation has ended.
  private static InstanceState refreshed(InstanceState known, ObjectValue now) {
    return known.status() == InstanceState.Status.INTERRUPTED ? known : known.withAttributes(now);
  }

  private List<BatchResult> readAll(Map<Batch, List<RecordedObject>> batches) {
    var reads = new ArrayList<Callable<BatchResult>>();
    batches.forEach((batch, known) -> reads.add(() -> read(batch, known)));
    try {
      return tasks.together("refresh", reads);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(
          new BatchResult(
              List.of(),
              Map.of(),
              Diagnostics.of(
                  Diagnostic.error(
                      "Interrupted", "Reading the existing objects was interrupted."))));
    } catch (ExecutionException e) {
      throw new EsformBug("Reading the existing objects failed unexpectedly.", e);
    }
  }

  private BatchResult read(Batch batch, List<RecordedObject> known) {
    var sink = new DiagnosticSink();
    ResourceType type = registry.resourceType(batch.provider().provider(), batch.type());
    if (type == null) {
      sink.report(
          Diagnostic.error(
              "Unknown resource type",
              "The state contains resources of the type %s of the provider %s, which this version of esform does not have."
                  .formatted(batch.type(), batch.provider())));
      return new BatchResult(known, Map.of(), sink.toDiagnostics());
    }
    var requests = new ArrayList<ReadRequest>();
    for (RecordedObject each : known) {
      String address = each.address().toString();
      ObjectValue prior = PriorStates.conform(each.state(), type.schema(), address, sink);
      if (prior != null) {
        requests.add(new ReadRequest(address, (ObjectValue) Marks.strip(prior)));
      }
    }
    Resolved<Connection> connection = connections.get(batch.provider(), evaluation);
    sink.report(connection.diagnostics());
    Connection opened = connection.value();
    if (opened == null || sink.hasErrors()) {
      return new BatchResult(known, Map.of(), sink.toDiagnostics());
    }
    return collect(known, type, type.read(opened, requests), sink);
  }

  private static BatchResult collect(
      List<RecordedObject> known,
      ResourceType type,
      List<ReadResponse> responses,
      DiagnosticSink sink) {
    var objects = new TreeMap<DeposedKey, ObjectValue>();
    for (int index = 0; index < known.size(); index++) {
      RecordedObject each = known.get(index);
      ReadResponse response = responses.get(index);
      ObjectValue prior = each.state().attributes();
      for (Diagnostic diagnostic : SecretTexts.of(prior).hide(response.diagnostics())) {
        sink.report(diagnostic.withAddress(each.address().toString()));
      }
      ObjectValue state = response.state();
      if (state != null) {
        objects.put(each.key(), InstancePlanner.markState(type.schema(), state, prior));
      }
    }
    return new BatchResult(known, objects, sink.toDiagnostics());
  }
}
