package io.esform.plan.instance;

import io.esform.config.body.ArgumentRanges;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.provider.ResourceType.AttributeDiagnostic;
import io.esform.schema.Schema;
import io.esform.value.AttributePath;
import java.util.HashSet;
import java.util.Set;

/// Reports a provider's diagnostics of attributes, at the arguments that set them. For a secret
/// argument, points at the enclosing block.
public final class AttributeReport {

  private final ResourceInstance instance;
  private final Schema schema;
  private final DiagnosticSink sink;
  private final Set<String> reported;

  public AttributeReport(ResourceInstance instance, Schema schema, DiagnosticSink sink) {
    this(instance, schema, sink, new HashSet<>());
  }

  /// @param reported the texts of the shared faults that were reported before; is extended
  public AttributeReport(
      ResourceInstance instance, Schema schema, DiagnosticSink sink, Set<String> reported) {
    this.instance = instance;
    this.schema = schema;
    this.sink = sink;
    this.reported = reported;
  }

  public void errors(Iterable<AttributeDiagnostic> faults) {
    for (AttributeDiagnostic fault : faults) {
      if (isNew(fault)) {
        report(Diagnostic.error(fault.summary(), fault.detail(), shown(fault)));
      }
    }
  }

  public void warnings(Iterable<AttributeDiagnostic> warnings) {
    for (AttributeDiagnostic warning : warnings) {
      if (isNew(warning)) {
        report(Diagnostic.warning(warning.summary(), warning.detail(), shown(warning)));
      }
    }
  }

  private boolean isNew(AttributeDiagnostic diagnostic) {
    return !diagnostic.shared() || reported.add(diagnostic.summary() + "\n" + diagnostic.detail());
  }

  private void report(Diagnostic diagnostic) {
    sink.report(diagnostic.withContext(instance.resource().headerRange()));
  }

  private SourceRange shown(AttributeDiagnostic diagnostic) {
    return locate(instance, schema.outsideSecrets(diagnostic.path()));
  }

  public static SourceRange locate(ResourceInstance instance, AttributePath path) {
    return ArgumentRanges.find(instance.resource().body(), path, instance.resource().headerRange());
  }
}
