package io.esform.plan.declared;

import io.esform.config.evaluation.ImportTarget;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.EsformBug;
import io.esform.plan.existing.Existing;
import io.esform.plan.existing.Imports;
import io.esform.plan.existing.Imports.ImportResult;
import io.esform.plan.existing.Imports.ImportedObject;
import io.esform.plan.existing.SchemaUpgrades;
import io.esform.plan.existing.SchemaUpgrades.Upgraded;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.select.Selection;
import io.esform.state.InstanceState;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.List;

/// The import of an `import` command, which plans nothing else.
public final class SingleImport {

  private SingleImport() {}

  /// Reads the object and completes it from its block. Its address must not be in the state yet.
  public static ImportResult read(PlanInputs inputs, State recorded, ImportTarget target) {
    Upgraded upgraded = SchemaUpgrades.of(inputs.registry(), Recorded.of(recorded));
    if (upgraded.diagnostics().hasErrors()) {
      return new ImportResult(List.of(), upgraded.diagnostics());
    }
    ImportResult read = Imports.one(inputs, upgraded.state(), target);
    var result = new ImportResult(read.objects(), upgraded.diagnostics().and(read.diagnostics()));
    Existing existing = Existing.of(upgraded.state()).withImports(result.objects());
    return result.diagnostics().hasErrors() || existing.incomplete().isEmpty()
        ? result
        : complete(inputs, existing, result);
  }

  private static ImportResult complete(PlanInputs inputs, Existing existing, ImportResult result) {
    var sink = new DiagnosticSink();
    var planner = new ConfigurationPlanner(inputs, Selection.EVERYTHING, existing, sink);
    planner
        .evaluation()
        .forEachInstance(instance -> {
          if (existing.incomplete().contains(instance.address())) {
            planner.outcome(instance);
          }
        });
    sink.report(result.diagnostics());
    sink.report(planner.evaluation().diagnostics());
    State after = existing.completed(planner.completedImports()).present();
    var objects = new ArrayList<ImportedObject>();
    for (ImportedObject object : result.objects()) {
      InstanceState found = after.instance(object.target().address());
      if (found == null) {
        throw new EsformBug("An imported object is lost.");
      }
      objects.add(object.withState(found));
    }
    return new ImportResult(List.copyOf(objects), sink.toDiagnostics());
  }
}
