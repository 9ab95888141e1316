package io.esform.plan.declared;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceInstanceAddress;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.inputs.Connections;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.ProposedState;
import io.esform.provider.Connection;
import io.esform.provider.Importable.ImportResponse;
import io.esform.provider.PartlyReadable;
import io.esform.provider.PartlyReadable.CompletionRequest;
import io.esform.provider.ResourceType;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import java.util.TreeMap;

/// Completes imported objects that the API returns only in part with values from their blocks.
final class ImportCompletion {

  private final Connections connections;
  private final Evaluation evaluation;
  private final Map<ResourceInstanceAddress, ObjectValue> completed = new TreeMap<>();

  ImportCompletion(Connections connections, Evaluation evaluation) {
    this.connections = connections;
    this.evaluation = evaluation;
  }

  /// The objects completed so far.
  Map<ResourceInstanceAddress, ObjectValue> completed() {
    return completed;
  }

  /// The imported object: attributes as read; those the API does not return come from
  /// configuration.
  ///
  /// @param imported the object as read
  /// @param configuration with marks and unknowns
  /// @param found takes the errors that prevent the import
  ObjectValue complete(
      ResourceInstance instance,
      ProviderKey provider,
      ResourceType type,
      ObjectValue imported,
      ObjectValue configuration,
      DiagnosticSink found) {
    ObjectValue plain = (ObjectValue) Marks.strip(configuration);
    if (!type.validate(plain).isEmpty()) {
      // Planning reports it.
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
              "The import of %s needs its block, because the API returns only a part of the object, but the block refers to values that are known only after apply. First apply its dependencies, without the import:\n\n    esform apply --exclude '%1$s'\n"
                  .formatted(instance.address()),
              instance.resource().headerRange()));
      return imported;
    }
    Resolved<Connection> connection = connections.get(provider, evaluation);
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
        "Cannot import non-existent remote object",
        "The object for %s was found, but disappeared during the import. Plan again."
            .formatted(instance.address()),
        instance.resource().headerRange());
  }
}
