package io.esform.plan.check;

import io.esform.config.Check;
import io.esform.config.CheckStatus;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.EvaluationExtent;
import io.esform.config.evaluation.ModuleInstance;
import io.esform.config.evaluation.ResourceInstance;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.plan.CheckResult;
import io.esform.plan.CheckResult.Owner;
import io.esform.plan.inputs.DataReader;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/// Evaluates check blocks. All problems are warnings: a check never stops a run.
///
/// Runs after the errors of the evaluation have been reported. In a partial run, values that only
/// checks refer to may be invalid or unknown without a report.
public final class CheckEvaluator {

  private final Evaluation evaluation;
  private final DataReader reader;
  private final BiPredicate<ModuleInstance, Check> isPending;

  /// @param isPending whether the run will change a dependency of the check's data source
  public CheckEvaluator(
      Evaluation evaluation, DataReader reader, BiPredicate<ModuleInstance, Check> isPending) {
    this.evaluation = evaluation;
    this.reader = reader;
    this.isPending = isPending;
  }

  /// One result per check of each module instance, calling modules before called ones, in source
  /// order.
  public List<CheckResult> evaluate(EvaluationExtent extent) {
    var results = new ArrayList<CheckResult>();
    evaluation.forEachModule(
        extent,
        module ->
            module
                .module()
                .checks()
                .values()
                .forEach(check -> results.add(evaluate(module, check))));
    return results;
  }

  private CheckResult evaluate(ModuleInstance module, Check check) {
    String address = module.addressOf("check." + check.name());
    var found = new DiagnosticSink();
    Value data = data(module, check, found);
    CheckStatus read = found.hasErrors() ? CheckStatus.ERROR : CheckStatus.PASS;
    CheckStatus asserted = evaluation.checkAssertions(module, check, data, found);
    var problems = new ArrayList<Diagnostic>();
    for (Diagnostic diagnostic : found.toDiagnostics()) {
      problems.add(diagnostic.asWarning().withAddress(address));
    }
    return new CheckResult(address, Owner.CHECK, read.and(asserted), problems);
  }

  /// The value of the check's data source; unknown if there is none or it cannot be read.
  private Value data(ModuleInstance module, Check check, DiagnosticSink found) {
    Value unknown = Value.unknown(Types.ANY);
    ResourceInstance instance = module.dataOf(check);
    DataReader.DataRequest request = instance == null ? null : reader.request(instance, found);
    if (request == null || found.hasErrors()) {
      return unknown;
    }
    if (!request.isKnown() || isPending.test(module, check)) {
      return request.unread();
    }
    ObjectValue state = reader.read(request, found);
    return state == null ? unknown : state;
  }
}
