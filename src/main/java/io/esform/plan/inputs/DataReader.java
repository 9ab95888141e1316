package io.esform.plan.inputs;

import io.esform.address.ProviderKey;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.ConfigurationResolver.Resolved;
import io.esform.plan.instance.AttributeReport;
import io.esform.plan.instance.InstancePlanner;
import io.esform.plan.instance.ProposedState;
import io.esform.plan.secrets.SecretTexts;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Reads data sources.
public final class DataReader {

  private final ProviderRegistry registry;
  private final Connections connections;
  private final Evaluation evaluation;

  public DataReader(ProviderRegistry registry, Connections connections, Evaluation evaluation) {
    this.registry = registry;
    this.connections = connections;
    this.evaluation = evaluation;
  }

  /// One data source with its evaluated arguments.
  ///
  /// @param configuration of the instance, with marks and unknowns
  public record DataRequest(
      ResourceInstance instance,
      ProviderKey provider,
      DataSource source,
      ObjectValue configuration) {

    public boolean isKnown() {
      return configuration.isWhollyKnown();
    }

    /// Its value before it is read.
    public ObjectValue unread() {
      return InstancePlanner.mark(
          source.schema(),
          ProposedState.merge(source.schema(), null, configuration),
          configuration);
    }
  }

  /// Null if no provider can be asked; the error is reported. Other errors are possible.
  public @Nullable DataRequest request(ResourceInstance instance, DiagnosticSink found) {
    ProviderKey provider =
        registry.providerOf(instance.resource(), evaluation.root().module(), found);
    DataSource source =
        provider == null
            ? null
            : registry.dataSource(provider.provider(), instance.resource().key().type());
    return provider == null || source == null
        ? null
        : new DataRequest(
            instance,
            provider,
            source,
            DataArguments.evaluate(evaluation, instance, source, found));
  }

  /// The data as read, with sensitive marks; null when there were errors.
  public @Nullable ObjectValue read(DataRequest request, DiagnosticSink found) {
    Resolved<Connection> connection = connections.get(request.provider(), evaluation);
    found.report(connection.diagnostics());
    Connection opened = connection.value();
    if (opened == null || found.hasErrors()) {
      return null;
    }
    DataSource.Response response =
        request.source().read(opened, (ObjectValue) Marks.strip(request.configuration()));
    SecretTexts secrets =
        InstancePlanner.secrets(request.source().schema(), request.configuration(), null);
    for (Diagnostic diagnostic : secrets.hide(response.diagnostics())) {
      found.report(
          diagnostic.subject() == null
              ? diagnostic.withSubject(request.instance().resource().headerRange())
              : diagnostic);
    }
    new AttributeReport(request.instance(), request.source().schema(), found)
        .errors(secrets.hideInFaults(response.faults()));
    ObjectValue state = response.state();
    return state == null || found.hasErrors()
        ? null
        : InstancePlanner.markData(request.source().schema(), state, request.configuration());
  }
}
