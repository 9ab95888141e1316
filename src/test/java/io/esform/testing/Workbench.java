package io.esform.testing;

import static java.util.Objects.requireNonNull;

import io.esform.address.AddressParser;
import io.esform.address.Target;
import io.esform.apply.Applier;
import io.esform.apply.ApplyListener;
import io.esform.apply.ApplyResult;
import io.esform.apply.Cancellation;
import io.esform.config.Configuration;
import io.esform.config.TemplateReader;
import io.esform.config.check.ConfigurationChecker;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.config.graph.ReferenceGraph;
import io.esform.config.variables.RootVariables;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.plan.Plan;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.existing.ServiceReports;
import io.esform.plan.inputs.Connections;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.pipeline.AppliedConfiguration;
import io.esform.plan.pipeline.Planner;
import io.esform.provider.ProviderDefinition;
import io.esform.task.Tasks;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Plans and applies configurations from the text of a test, in successive runs on one state.
public final class Workbench {

  private final ProviderRegistry registry;
  private final InMemoryBackend backend = new InMemoryBackend();
  private final Cancellation cancellation = new Cancellation();
  private ApplyListener listener = ApplyListener.silent();
  private final Map<String, String> modules = new TreeMap<>();
  private final SecureRandom random = new SecureRandom();
  private int parallelism = 8;
  private Clock clock = Clock.systemUTC();
  private Instant plannedAt = Instant.EPOCH;
  private Diagnostics reported = Diagnostics.none();
  private @Nullable PlanInputs planned;

  public Workbench(ProviderDefinition... providers) {
    this.registry = new ProviderRegistry(List.of(providers));
  }

  /// The diagnostics of the last plan.
  public Diagnostics reported() {
    return reported;
  }

  public InMemoryBackend backend() {
    return backend;
  }

  public Cancellation cancellation() {
    return cancellation;
  }

  public Workbench listening(ApplyListener heard) {
    this.listener = heard;
    return this;
  }

  public Workbench withParallelism(int steps) {
    this.parallelism = steps;
    return this;
  }

  /// Adds a file to the main one, such as a module's.
  public Workbench withFile(String path, String text) {
    modules.put(path, text);
    return this;
  }

  public Plan plan(String main) {
    return plan(main, PlanMode.NORMAL);
  }

  /// A plan that destroys all objects.
  public Plan planDestroy(String main) {
    return plan(main, PlanMode.DESTROY);
  }

  /// A plan that only refreshes the state.
  public Plan planRefresh(String main) {
    return plan(main, PlanMode.REFRESH_ONLY);
  }

  /// A plan that replaces the object at that address.
  public Plan planReplacing(String main, String address) {
    Target target = requireNonNull(AddressParser.parseTarget(address).address());
    return plan(
        main, new PlanOptions(PlanMode.NORMAL, true, List.of(), List.of(), List.of(target)));
  }

  private Plan plan(String main, PlanMode mode) {
    return plan(main, new PlanOptions(mode, true));
  }

  private Plan plan(String main, PlanOptions options) {
    var environment = new FunctionEnvironment(new NoFiles(), new TemplateReader(), plannedAt);
    var evaluator = new Evaluator(new Functions(environment));
    var loaded = ConfigurationLoader.load(".", new MemoryFiles(files(main)), evaluator);
    Configuration configuration = loaded.configuration();
    ReferenceGraph graph = registry.graph(configuration.root());
    var values = RootVariables.resolve(configuration.root(), List.of(), evaluator);
    var state = backend.load();
    var sink = new DiagnosticSink();
    sink.report(loaded.diagnostics());
    sink.report(ConfigurationChecker.check(configuration, graph, registry.schemas()));
    sink.report(values.diagnostics());
    refuse(sink);
    var inputs =
        new Evaluation.Inputs(
            configuration,
            values.values(),
            evaluator,
            new RunNames(".", "/project", "default"),
            false);
    var connections = new Connections(registry, configuration.root());
    planned = new PlanInputs(inputs, graph, registry, connections, options, true, Tasks.real());
    var result = Planner.plan(planned, new Recorded(requireNonNull(state.state()), state.open()));
    sink.report(result.diagnostics());
    refuse(sink);
    reported = sink.toDiagnostics();
    return requireNonNull(result.plan());
  }

  private Map<String, String> files(String main) {
    var files = new TreeMap<>(modules);
    files.put("main.esf", main);
    return files;
  }

  private static void refuse(DiagnosticSink sink) {
    if (sink.hasErrors()) {
      throw new AssertionError("No plan: " + sink.toDiagnostics());
    }
  }

  /// What the objects of the last plan's state say of their service.
  public ServiceReports reports(boolean all) {
    return ServiceReports.of(requireNonNull(planned), requireNonNull(backend.load().state()), all);
  }

  /// Sets the time of subsequent plans, such as for certificates that were made just now.
  public Workbench plannedAt(Instant time) {
    plannedAt = time;
    return this;
  }

  /// Sets the clock of subsequent runs.
  public Workbench at(Clock chosen) {
    clock = chosen;
    return this;
  }

  /// @param plan the last plan of this workbench
  public ApplyResult apply(Plan plan) {
    var setting =
        new Applier.Setting(
            registry, backend, listener, cancellation, clock, random, Tasks.real(), parallelism);
    return new Applier(setting)
        .apply(plan, new AppliedConfiguration(requireNonNull(planned), plan));
  }

  public ApplyResult apply(String main) {
    return apply(plan(main));
  }
}
