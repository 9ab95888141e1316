package io.esform.plan.inputs;

import io.esform.address.ProviderKey;
import io.esform.config.Module;
import io.esform.config.ProviderConfiguration;
import io.esform.config.evaluation.Evaluation;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.EsformBug;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.ProviderDefinition;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/// The connections of one run: one per provider configuration, opened on first use. Thread-safe.
public final class Connections implements AutoCloseable {

  private final ProviderRegistry registry;
  private final Module root;
  private final Map<ProviderKey, Connection> open = new HashMap<>();

  public Connections(ProviderRegistry registry, Module root) {
    this.registry = registry;
    this.root = root;
  }

  /// The connection of that provider configuration.
  ///
  /// @param evaluation gives the values that the provider block refers to
  public synchronized Resolved<Connection> get(ProviderKey key, Evaluation evaluation) {
    Connection known = open.get(key);
    if (known != null) {
      return new Resolved<>(known, Diagnostics.none());
    }
    ProviderDefinition definition = registry.definition(key.provider());
    if (definition == null) {
      return new Resolved<>(
          null,
          Diagnostics.of(
              Diagnostic.error(
                  "Unknown provider",
                  "The state uses the provider \"%s\", which this version of esform does not have."
                      .formatted(key.provider()))));
    }
    var sink = new DiagnosticSink();
    ObjectValue configuration = configuration(key, definition, evaluation, sink);
    if (sink.hasErrors()) {
      return new Resolved<>(null, sink.toDiagnostics());
    }
    Connection made = definition.connect(configuration);
    open.put(key, made);
    return new Resolved<>(made, sink.toDiagnostics());
  }

  private ObjectValue configuration(
      ProviderKey key, ProviderDefinition definition, Evaluation evaluation, DiagnosticSink sink) {
    ProviderConfiguration block = root.providers().get(key);
    ObjectValue value =
        evaluation.providerConfiguration(key, definition.configurationSchema(), sink);
    sink.report(evaluation.diagnostics());
    if (!(Marks.strip(value) instanceof ObjectValue plain)) {
      throw new EsformBug("A provider's configuration is not an object.");
    }
    if (!plain.isWhollyKnown() && !sink.hasErrors()) {
      sink.error(
          "Provider configuration not known yet",
          "The provider \"%s\" is needed now, but its configuration depends on values that are known only after apply."
              .formatted(key),
          block == null ? null : block.range());
    }
    if (!sink.hasErrors()) {
      SecretTexts secrets = InstancePlanner.secrets(definition.configurationSchema(), value, null);
      for (Diagnostic fault : secrets.hide(definition.validateConfiguration(plain))) {
        sink.report(block == null ? fault : fault.withSubject(block.range()));
      }
    }
    return plain;
  }

  @Override
  public synchronized void close() {
    new ArrayList<>(open.values()).forEach(Connection::close);
    open.clear();
  }
}
