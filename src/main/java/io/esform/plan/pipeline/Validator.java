package io.esform.plan.pipeline;

import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Check;
import io.esform.config.Module.ResourceKey;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.EvaluationExtent;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.plan.inputs.DataArguments;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.RolloutReader;
import io.esform.plan.instance.AttributeReport;
import io.esform.plan.instance.InstancePlanner;
import io.esform.provider.DataSource;
import io.esform.provider.ResourceType;
import io.esform.task.Tasks;
import io.esform.value.Marks;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import org.jspecify.annotations.Nullable;

/// Validates a configuration without a state: types, functions, conditions, and the providers'
/// rules for arguments.
public final class Validator {

  private final Evaluation.Inputs inputs;
  private final ProviderRegistry registry;
  private final FaultyRanges knownFaults;
  private final DiagnosticSink sink = new DiagnosticSink();

  private Validator(Evaluation.Inputs inputs, ProviderRegistry registry, Diagnostics known) {
    this.inputs = inputs;
    this.registry = registry;
    this.knownFaults = new FaultyRanges(known);
  }

  /// New diagnostics, without those that are known already.
  ///
  /// @param inputs with unknown repetition allowed; variables without a value are unknown
  /// @param known diagnostics of loading and checking. Nothing more is reported for the same source
  ///   ranges or for files with syntax errors, and providers do not validate blocks with errors
  public static Diagnostics validate(
      Evaluation.Inputs inputs, ProviderRegistry registry, Diagnostics known, Tasks tasks) {
    return new DeepStack(tasks).call(() -> new Validator(inputs, registry, known).run());
  }

  private Diagnostics run() {
    var evaluation = new Evaluation(inputs, this::unknownOf);
    var rollouts = new RolloutReader(registry, evaluation, true, sink);
    evaluation.forEachInstance(instance -> validate(evaluation, rollouts, instance));
    evaluation.forEachModule(
        EvaluationExtent.EVERYTHING, module -> validateChecks(evaluation, rollouts, module));
    evaluation.evaluateAll();
    sink.report(evaluation.diagnostics());
    return sink.toDiagnostics().where(diagnostic -> isNews(diagnostic.subject()));
  }

  /// Reports errors in check blocks; not whether their conditions hold.
  private void validateChecks(
      Evaluation evaluation, RolloutReader rollouts, ModuleInstance module) {
    for (Check check : module.module().checks().values()) {
      ResourceInstance data = module.dataOf(check);
      if (data != null) {
        validate(evaluation, rollouts, data);
      }
      Value unread = data == null ? Value.unknown(Types.ANY) : unknownOf(data);
      var found = new DiagnosticSink();
      evaluation.checkAssertions(module, check, unread, found);
      sink.report(found.toDiagnostics().where(Diagnostic::isError));
    }
  }

  private Value unknownOf(ResourceInstance instance) {
    ResourceKey key = instance.resource().key();
    return registry.offers(key)
        ? BodyEvaluator.unknownOf(registry.schema(key))
        : Value.unknown(Types.ANY);
  }

  private boolean isNews(@Nullable SourceRange range) {
    return range == null || (!inputs.configuration().isBroken(range) && !knownFaults.meet(range));
  }

  private void validate(Evaluation evaluation, RolloutReader rollouts, ResourceInstance instance) {
    var found = new DiagnosticSink();
    ResourceKey key = instance.resource().key();
    if (!registry.offers(key)
        || inputs.configuration().isBroken(instance.resource().headerRange())) {
      return;
    }
    ProviderKey provider =
        registry.providerOf(instance.resource(), evaluation.root().module(), found);
    if (key.mode() == Mode.DATA) {
      validateData(evaluation, instance, provider, found);
    } else if (provider != null) {
      ObjectValue configuration = evaluation.configuration(instance, registry.schema(key), found);
      ResourceType type = registry.resourceType(provider.provider(), key.type());
      if (type != null) {
        rollouts.rollout(instance, provider);
      }
      if (type != null && !found.hasErrors() && !knownFaults.meet(instance.resource().range())) {
        var report = new AttributeReport(instance, type.schema(), found);
        report.errors(InstancePlanner.faults(type, configuration));
        if (!found.hasErrors()) {
          ObjectValue plain = (ObjectValue) Marks.strip(configuration);
          report.warnings(
              InstancePlanner.secrets(type.schema(), configuration, null)
                  .hideInFaults(type.doubts(plain)));
        }
      }
    }
    for (Diagnostic diagnostic : found.toDiagnostics()) {
      sink.report(diagnostic.withAddress(instance.address().toString()));
    }
  }

  private void validateData(
      Evaluation evaluation,
      ResourceInstance instance,
      @Nullable ProviderKey provider,
      DiagnosticSink found) {
    DataSource source =
        provider == null
            ? null
            : registry.dataSource(provider.provider(), instance.resource().key().type());
    if (source != null && !knownFaults.meet(instance.resource().range())) {
      DataArguments.evaluate(evaluation, instance, source, found);
    } else if (source != null) {
      evaluation.configuration(instance, source.schema(), found);
    }
  }
}
