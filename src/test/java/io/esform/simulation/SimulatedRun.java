package io.esform.simulation;

import io.esform.apply.Applier;
import io.esform.apply.ApplyListener;
import io.esform.apply.ApplyResult;
import io.esform.apply.Cancellation;
import io.esform.cli.operation.Locked;
import io.esform.cli.session.ExitCode;
import io.esform.config.TemplateReader;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.config.variables.RootVariables;
import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.inputs.Connections;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.pipeline.AppliedConfiguration;
import io.esform.plan.pipeline.Planner;
import io.esform.providers.builtin.BuiltinProvider;
import io.esform.state.State;
import io.esform.state.backend.Backend;
import io.esform.testing.FakeRemoteStates;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of `apply` or `destroy` in a process of its own.
final class SimulatedRun {

  private final World world;
  private final SimulatedProcess process;
  private final Backend backend;
  private final ProviderRegistry registry;
  private final Scenario.Launch launch;
  private final Cancellation cancellation = new Cancellation();
  private final List<String> reports = new ArrayList<>();
  private ExitCode end = ExitCode.ERRORS;
  private boolean planIsEmpty;
  private @Nullable State state;

  SimulatedRun(World world, Scenario.Launch launch, Wiring wiring) {
    this.world = world;
    this.launch = launch;
    this.process = world.process(launch.fate());
    this.backend = wiring.backend(world, process, launch.sharesBoot());
    this.registry =
        new ProviderRegistry(
            List.of(
                new BuiltinProvider(
                    new SeededRandom(world.scheduler().random()),
                    world.scheduler().clock(),
                    new FakeRemoteStates()),
                new ThingProvider(wiring.thing(world, process))));
  }

  void start() {
    process.onStop(cancellation::request);
    process.main(this::work);
  }

  boolean isDone() {
    return end == ExitCode.DONE;
  }

  /// Whether the last plan has no changes.
  boolean planIsEmpty() {
    return planIsEmpty;
  }

  /// The state at the end; null if the run has failed before that.
  @Nullable State state() {
    return state;
  }

  private void work() {
    if (launch.breaksLock()) {
      report(backend.breakLock());
    }
    for (int attempt = 1; attempt <= launch.attempts(); attempt++) {
      var begun = new boolean[1];
      end =
          Locked.run(
              backend,
              this::report,
              "apply",
              () -> {
                begun[0] = true;
                world.ledger().noteLocked(process, world.processes());
                return underLock();
              });
      if (begun[0]) {
        return;
      }
      process.delay(Duration.ofSeconds(5 + world.scheduler().random().nextInt(40)));
    }
  }

  private void report(Diagnostics diagnostics) {
    for (Diagnostic each : diagnostics) {
      String text = each.summary() + ": " + each.detail().lines().findFirst().orElse("");
      reports.add(text);
      process.note("reports " + text);
    }
  }

  /// The diagnostics of this run.
  List<String> reports() {
    return reports;
  }

  private ExitCode underLock() {
    Backend.Loaded loaded = backend.load();
    report(loaded.diagnostics());
    State prior = loaded.state();
    if (prior == null) {
      return ExitCode.ERRORS;
    }
    PlanInputs inputs = inputs();
    Planner.PlanResult result = Planner.plan(inputs, new Recorded(prior, loaded.open()));
    report(result.diagnostics());
    Plan plan = result.plan();
    if (plan == null) {
      return ExitCode.ERRORS;
    }
    planIsEmpty = plan.isEmpty();
    ApplyResult applied =
        new Applier(
                new Applier.Setting(
                    registry,
                    backend,
                    ApplyListener.silent(),
                    cancellation,
                    world.scheduler().clock(),
                    world.scheduler().random(),
                    process,
                    launch.parallelism()))
            .apply(plan, new AppliedConfiguration(inputs, plan));
    report(applied.diagnostics());
    state = applied.state();
    if (applied.diagnostics().hasErrors() || !applied.notDone().isEmpty()) {
      return ExitCode.ERRORS;
    }
    if (applied.diagnostics().all().stream()
        .noneMatch(each -> each.summary().contains("not flushed"))) {
      world.ledger().acknowledge(applied.state().serial());
    }
    return ExitCode.DONE;
  }

  private PlanInputs inputs() {
    var environment = new FunctionEnvironment(new NoFiles(), new TemplateReader(), Instant.EPOCH);
    var evaluator = new Evaluator(new Functions(environment));
    var loaded =
        ConfigurationLoader.load(
            ".", new MemoryFiles(Map.of("main.esf", launch.wish().text())), evaluator);
    if (loaded.diagnostics().hasErrors()) {
      throw new AssertionError(loaded.diagnostics().toString());
    }
    var root = loaded.configuration().root();
    var values = RootVariables.resolve(root, List.of(), evaluator);
    return new PlanInputs(
        new Evaluation.Inputs(
            loaded.configuration(),
            values.values(),
            evaluator,
            new RunNames(".", "/sim", "default"),
            false),
        registry.graph(root),
        registry,
        new Connections(registry, root),
        new PlanOptions(launch.destroys() ? PlanMode.DESTROY : PlanMode.NORMAL, true),
        true,
        process);
  }
}
