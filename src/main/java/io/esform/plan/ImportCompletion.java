package io.esform.plan;

import io.esform.address.ResourceInstanceAddress;
import io.esform.config.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.EsformBug;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.Imports.ImportResult;
import io.esform.plan.Imports.Imported;
import io.esform.provider.Connection;
import io.esform.provider.Importable.ImportResponse;
import io.esform.provider.PartlyReadable;
import io.esform.provider.PartlyReadable.CompletionRequest;
import io.esform.provider.ResourceType;
import io.esform.state.InstanceState;
import io.esform.state.State;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Completes imported objects that do not tell everything with what their blocks say.
final class ImportCompletion {

  private final PlanRequest request;
  private final Set<ResourceInstanceAddress> partial;
  private final Map<ResourceInstanceAddress, ObjectValue> completed = new TreeMap<>();

  ImportCompletion(PlanRequest request, List<Imported> objects) {
    this.request = request;
    this.partial =
        objects.stream()
            .filter(Imported::partial)
            .map(object -> object.target().address())
            .collect(Collectors.toSet());
  }

  /// For a run of its own, in which nothing else is planned.
  static ImportResult of(PlanRequest request, ImportResult result) {
    if (result.objects().stream().noneMatch(Imported::partial)) {
      return result;
    }
    var present = new TreeMap<>(request.prior().instances());
    result.objects().forEach(object -> present.put(object.target().address(), object.state()));
    State state = request.prior().withInstances(present);
    var sink = new DiagnosticSink();
    var completion = new ImportCompletion(request, result.objects());
    var planned = new PlannedInstances(request, state, completion, sink);
    var evaluation = new Evaluation(request.inputs(), planned);
    planned.evaluateWith(evaluation);
    evaluation.forEachInstance(instance -> {
      if (completion.partial.contains(instance.address())) {
        planned.outcome(instance);
      }
    });
    sink.report(result.diagnostics());
    sink.report(evaluation.diagnostics());
    State after = completion.applyTo(state);
    var objects = new ArrayList<Imported>();
    for (Imported object : result.objects()) {
      InstanceState found = after.instance(object.target().address());
      if (found == null) {
        throw new EsformBug("An imported object is lost.");
      }
      objects.add(object.withState(found));
    }
    return new ImportResult(List.copyOf(objects), sink.toDiagnostics());
  }

  boolean isPartial(ResourceInstanceAddress address) {
    return partial.contains(address);
  }

  /// The object that is imported, as far as it tells and else as its block says.
  ///
  /// @param imported as it was read
  /// @param configuration with marks and unknowns
  /// @param found takes what keeps it from being imported
  ObjectValue complete(
      ResourceInstance instance,
      ProviderKey provider,
      ResourceType type,
      ObjectValue imported,
      ObjectValue configuration,
      Evaluation evaluation,
      DiagnosticSink found) {
    ObjectValue plain = (ObjectValue) Marks.strip(configuration);
    if (!type.validate(plain).isEmpty()) {
      // Planning tells of it.
      return imported;
    }
    boolean isAlone = type instanceof PartlyReadable partly && partly.isReadableAlone();
    if (!plain.isWhollyKnown() && isAlone) {
      return imported;
    }
    if (!plain.isWhollyKnown()) {
      found.report(
          Diagnostic.error(
              "Cannot import yet",
              "The block of %s refers to what is known only after an apply, and not all of the object can be read back to do without. Apply what it refers to first, leaving the import out:\n\n    esform apply --exclude '%1$s'\n"
                  .formatted(instance.address()),
              instance.resource().headerRange()));
      return imported;
    }
    Resolved<Connection> connection = request.connections().get(provider, evaluation);
    found.report(connection.diagnostics());
    Connection opened = connection.value();
    if (opened == null || found.hasErrors() || !(type instanceof PartlyReadable readable)) {
      return imported;
    }
    ObjectValue known = (ObjectValue) Marks.strip(imported);
    ImportResponse response =
        readable.complete(
            opened,
            new CompletionRequest(
                instance.address().toString(),
                known,
                ProposedState.merge(type.schema(), known, plain)));
    found.report(
        InstancePlanner.secrets(type.schema(), configuration, imported)
            .hide(response.diagnostics()));
    ObjectValue state = response.state();
    if (state == null) {
      if (!response.diagnostics().hasErrors()) {
        found.report(gone(instance));
      }
      return imported;
    }
    ObjectValue marked = InstancePlanner.markState(type.schema(), state, configuration);
    completed.put(instance.address(), marked);
    return marked;
  }

  private static Diagnostic gone(ResourceInstance instance) {
    return Diagnostic.error(
        "Nothing to import",
        "The object for %s was there, and a moment later it was not. Plan again."
            .formatted(instance.address()),
        instance.resource().headerRange());
  }

  /// The state with all that was completed.
  State applyTo(State state) {
    var instances = new TreeMap<>(state.instances());
    completed.forEach((address, object) ->
        instances.computeIfPresent(address, (_, known) -> known.withAttributes(object)));
    return state.withInstances(instances);
  }
}
