package io.esform.plan;

import static java.util.Objects.requireNonNull;

import io.esform.address.AddressParser;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.Configuration;
import io.esform.config.TemplateReader;
import io.esform.config.VariableInput;
import io.esform.config.check.ConfigurationChecker;
import io.esform.config.decode.ConfigurationLoader;
import io.esform.config.decode.ConfigurationLoader.LoadResult;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.ImportTarget;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.config.graph.ReferenceGraph;
import io.esform.config.variables.RootVariables;
import io.esform.config.variables.RootVariables.RootVariablesResult;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.eval.Evaluator;
import io.esform.eval.functions.FunctionEnvironment;
import io.esform.eval.functions.Functions;
import io.esform.plan.declared.SingleImport;
import io.esform.plan.existing.Imports.ImportResult;
import io.esform.plan.inputs.Connections;
import io.esform.plan.inputs.PlanInputs;
import io.esform.plan.inputs.ProviderRegistry;
import io.esform.plan.inputs.Recorded;
import io.esform.plan.pipeline.Planner;
import io.esform.plan.pipeline.Planner.PlanResult;
import io.esform.provider.ProviderDefinition;
import io.esform.state.OpenIntent;
import io.esform.state.State;
import io.esform.task.Tasks;
import io.esform.testing.FakeProvider;
import io.esform.testing.MemoryFiles;
import io.esform.testing.NoFiles;
import io.esform.value.Marks;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plans configurations from the text of a test, with {@link ThingTypes}.
final class PlanFixture {

  private final Map<String, String> files;
  private final FakeProvider provider = ThingTypes.provider();
  private final List<VariableInput> variables = new ArrayList<>();
  private State prior = State.empty("lineage");
  private List<OpenIntent> open = List.of();
  private PlanMode mode = PlanMode.NORMAL;
  private List<Target> targets = List.of();
  private List<Target> excludes = List.of();
  private List<Target> replacements = List.of();
  private boolean refresh = true;
  private List<ProviderDefinition> providers = List.of(provider);

  private PlanFixture(Map<String, String> files) {
    this.files = files;
  }

  static PlanFixture of(String main) {
    return new PlanFixture(Map.of("main.esf", main));
  }

  static PlanFixture of(Map<String, String> files) {
    return new PlanFixture(files);
  }

  /// Plans on this state, whose objects exist.
  PlanFixture on(State state) {
    this.prior = state;
    state.instances().values().forEach(instance -> exists(instance.attributes()));
    return this;
  }

  PlanFixture destroying() {
    this.mode = PlanMode.DESTROY;
    return this;
  }

  /// Targets these addresses and their dependencies.
  PlanFixture targeting(String... addresses) {
    this.targets = targets(addresses);
    return this;
  }

  /// Excludes these addresses and their dependents.
  PlanFixture excluding(String... addresses) {
    this.excludes = targets(addresses);
    return this;
  }

  PlanFixture replacing(String... addresses) {
    this.replacements = targets(addresses);
    return this;
  }

  PlanFixture withProviders(List<ProviderDefinition> chosen) {
    this.providers = chosen;
    return this;
  }

  /// Uses these providers, without a refresh.
  PlanFixture offline(List<ProviderDefinition> chosen) {
    this.refresh = false;
    return withProviders(chosen);
  }

  /// Adds the open calls of an interrupted run.
  PlanFixture interrupted(List<OpenIntent> begun) {
    this.open = begun;
    return this;
  }

  PlanFixture refreshing() {
    this.mode = PlanMode.REFRESH_ONLY;
    return this;
  }

  private static List<Target> targets(String... addresses) {
    return Stream.of(addresses)
        .map(it -> requireNonNull(AddressParser.parseTarget(it).address()))
        .toList();
  }

  PlanFixture with(String variable, String value) {
    variables.add(new VariableInput.Text(variable, value, "-var", true));
    return this;
  }

  FakeProvider provider() {
    return provider;
  }

  private void exists(ObjectValue object) {
    if (object.attributes().get("id") instanceof StringValue(var id)) {
      provider.world().put(id, (ObjectValue) Marks.strip(object));
    }
  }

  /// Adds an existing thing that is not in the state.
  void exists(String id, String name) {
    exists(
        Value.objectOf(
            Map.of(
                "name", Value.of(name),
                "size", Value.of(1),
                "secret", Value.of("hunter2"),
                "inputs", Value.nullOf(Types.list(Types.STRING)),
                "any", Value.nullOf(Types.ANY),
                "id", Value.of(id),
                "echo", Value.of(1),
                "down", Value.nullOf(Types.BOOL))));
  }

  /// Changes the size of a thing outside esform.
  void resized(String id, int size) {
    provider.world().computeIfPresent(id, (_, object) -> object.with("size", Value.of(size)));
  }

  /// Loads, checks and plans as a command does: later stages run only without errors.
  PlanResult run() {
    return prepared(
        planned -> Planner.plan(planned, new Recorded(prior, open)),
        diagnostics -> new PlanResult(null, diagnostics));
  }

  /// Imports one object as the command does.
  ImportResult importing(String address, String id) {
    ResourceInstanceAddress target = requireNonNull(AddressParser.parseInstance(address).address());
    return prepared(
        planned ->
            SingleImport.read(planned, prior, new ImportTarget(target, id, false, null, null)),
        diagnostics -> new ImportResult(List.of(), diagnostics));
  }

  private <T> T prepared(Function<PlanInputs, T> running, Function<Diagnostics, T> failing) {
    var evaluator =
        new Evaluator(
            new Functions(
                new FunctionEnvironment(new NoFiles(), new TemplateReader(), Instant.EPOCH)));
    LoadResult loaded = ConfigurationLoader.load(".", new MemoryFiles(files), evaluator);
    Configuration configuration = loaded.configuration();
    var registry = new ProviderRegistry(providers);
    ReferenceGraph graph = registry.graph(configuration.root());
    var sink = new DiagnosticSink();
    sink.report(loaded.diagnostics());
    sink.report(ConfigurationChecker.check(configuration, graph, registry.schemas()));
    RootVariablesResult values = RootVariables.resolve(configuration.root(), variables, evaluator);
    sink.report(values.diagnostics());
    if (sink.hasErrors()) {
      return failing.apply(sink.toDiagnostics());
    }
    var inputs =
        new Evaluation.Inputs(
            configuration,
            values.values(),
            evaluator,
            new RunNames(".", "/project", "default"),
            false);
    return running.apply(
        new PlanInputs(
            inputs,
            graph,
            registry,
            new Connections(registry, configuration.root()),
            new PlanOptions(mode, refresh, targets, excludes, replacements),
            true,
            Tasks.real()));
  }

  Plan plan() {
    PlanResult result = run();
    @Nullable Plan plan = result.plan();
    if (plan == null) {
      throw new AssertionError("no plan: " + shown(result.diagnostics()));
    }
    return plan;
  }

  /// Each error as `summary @ main.esf:1:2`.
  List<String> errors() {
    return shown(run().diagnostics());
  }

  State state() {
    return prior;
  }

  /// `summary: detail` of each error.
  List<String> diagnostics() {
    return run().diagnostics().all().stream()
        .filter(Diagnostic::isError)
        .map(it -> it.summary() + ": " + it.detail())
        .toList();
  }

  /// The texts of all warnings, in order.
  List<String> warnings() {
    return run().diagnostics().all().stream()
        .filter(it -> !it.isError())
        .map(it -> it.summary() + ": " + it.detail())
        .toList();
  }

  /// `address ACTION` of each change, without unchanged objects.
  List<String> actions() {
    return plan().changes().stream()
        .filter(it -> it.action() != Action.NO_OP)
        .map(it -> it.address() + " " + it.action())
        .toList();
  }

  private static List<String> shown(Diagnostics diagnostics) {
    return diagnostics.sorted().all().stream()
        .filter(Diagnostic::isError)
        .map(it -> it.summary() + (it.subject() == null ? "" : " @ " + it.subject()))
        .toList();
  }
}
