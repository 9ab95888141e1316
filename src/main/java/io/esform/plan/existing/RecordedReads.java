package io.esform.plan.existing;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.instance.PriorStates;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.state.DeposedKey;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Calls about recorded objects that only read: one per provider and type, in parallel.
final class RecordedReads {

  private final PlanInputs inputs;
  private final Evaluation evaluation;
  private final SequencedMap<Batch, List<RecordedObject>> batches;

  private record Batch(ProviderKey provider, String type) {}

  /// @param key distinguishes current and deposed objects of one address
  record RecordedObject(DeposedKey key, InstanceState state) {

    ResourceInstanceAddress address() {
      return key.address();
    }
  }

  /// A call that can be made.
  ///
  /// @param requests one for each object, in order
  record Opened(ResourceType type, Connection connection, List<ReadRequest> requests) {}

  /// @param value the result of the call; null if it could not be made
  record Answer<T>(List<RecordedObject> asked, @Nullable T value, Diagnostics diagnostics) {}

  private RecordedReads(
      PlanInputs inputs, Evaluation evaluation, SequencedMap<Batch, List<RecordedObject>> batches) {
    this.inputs = inputs;
    this.evaluation = evaluation;
    this.batches = batches;
  }

  /// @param selected the objects to ask for
  static RecordedReads of(
      PlanInputs inputs, State prior, Predicate<ResourceInstanceAddress> selected) {
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
    return new RecordedReads(inputs, inputs.over(prior), batches);
  }

  /// The answers to a call for each provider and type.
  <T> List<Answer<T>> ask(Function<Opened, T> call) {
    var calls = new ArrayList<Callable<Answer<T>>>();
    batches.forEach((batch, known) -> calls.add(() -> ask(batch, known, call)));
    try {
      return inputs.tasks().together("refresh", calls);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of(
          new Answer<>(
              List.of(),
              null,
              Diagnostics.of(
                  Diagnostic.error(
                      "Interrupted", "Reading the existing objects was interrupted."))));
    } catch (ExecutionException failure) {
      throw new EsformBug("Reading the existing objects failed unexpectedly.", failure);
    }
  }

  private <T> Answer<T> ask(Batch batch, List<RecordedObject> known, Function<Opened, T> call) {
    var sink = new DiagnosticSink();
    ResourceType type = inputs.registry().resourceType(batch.provider().provider(), batch.type());
    if (type == null) {
      sink.report(
          Diagnostic.error(
              "Unknown resource type",
              "The state contains resources of the type %s of the provider %s, which this version of esform does not have."
                  .formatted(batch.type(), batch.provider())));
      return new Answer<>(known, null, sink.toDiagnostics());
    }
    var requests = new ArrayList<ReadRequest>();
    for (RecordedObject each : known) {
      String address = each.address().toString();
      ObjectValue prior = PriorStates.conform(each.state(), type.schema(), address, sink);
      if (prior != null) {
        requests.add(new ReadRequest(address, (ObjectValue) Marks.strip(prior)));
      }
    }
    Resolved<Connection> connection = inputs.connections().get(batch.provider(), evaluation);
    sink.report(connection.diagnostics());
    Connection opened = connection.value();
    return new Answer<>(
        known,
        opened == null || sink.hasErrors()
            ? null
            : call.apply(new Opened(type, opened, List.copyOf(requests))),
        sink.toDiagnostics());
  }
}
