package io.esform.plan.inputs;

import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.instance.AttributeReport;
import io.esform.plan.instance.InstancePlanner;
import io.esform.provider.DataSource;
import io.esform.value.Marks;
import io.esform.value.Value.ObjectValue;

/// Evaluates the arguments of data sources.
public final class DataArguments {

  private DataArguments() {}

  /// The arguments with marks and unknowns, checked by the data source. Errors are reported.
  ///
  /// @param found without errors that concern the arguments
  public static ObjectValue evaluate(
      Evaluation evaluation, ResourceInstance instance, DataSource source, DiagnosticSink found) {
    ObjectValue arguments = evaluation.configuration(instance, source.schema(), found);
    if (found.hasErrors()) {
      return arguments;
    }
    var plain = (ObjectValue) Marks.strip(arguments);
    var marked = (ObjectValue) Marks.apply(arguments, source.sensitiveParts(plain));
    new AttributeReport(instance, source.schema(), found)
        .errors(
            InstancePlanner.secrets(source.schema(), marked, null)
                .hideInFaults(source.validate(plain)));
    return marked;
  }
}
