package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ProviderKey;
import io.esform.config.Check;
import io.esform.config.CheckRule;
import io.esform.config.CheckStatus;
import io.esform.config.Configuration;
import io.esform.config.ModuleCall;
import io.esform.config.Output;
import io.esform.config.ProviderConfiguration;
import io.esform.config.Resource;
import io.esform.config.Variable;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.evaluation.ModuleScope.RunNames;
import io.esform.config.variables.RuleChecker;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Expression;
import io.esform.schema.Schema;
import io.esform.value.Unification;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// One evaluation of a configuration. Thread-safe.
///
/// Collects the faults of shared values (local values, variables), so that each is reported once
/// for all its references.
public final class Evaluation {

  private final Inputs inputs;
  private final InstanceValues instances;
  private final ModuleInstance root;
  private final List<Diagnostic> found = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, CheckStatus> outputConditions = new ConcurrentHashMap<>();

  /// The inputs of an evaluation.
  ///
  /// @param rootVariables by name
  /// @param unknownRepetition whether `count` and `for_each` may be unknown
  public record Inputs(
      Configuration configuration,
      Map<String, Value> rootVariables,
      Evaluator evaluator,
      RunNames names,
      boolean unknownRepetition) {}

  public Evaluation(Inputs inputs, InstanceValues instances) {
    this.inputs = inputs;
    this.instances = instances;
    this.root = new ModuleInstance(this, inputs.configuration().root());
  }

  public ModuleInstance root() {
    return root;
  }

  /// The module instance of that address; empty if it is not in the configuration.
  public Optional<ModuleInstance> module(ModuleAddress address) {
    ModuleInstance module = root;
    for (ModuleAddress.Segment segment : address.segments()) {
      ModuleCall call = module.module().calls().get(segment.name());
      ModuleInstance child = call == null ? null : module.children(call).get(segment.key());
      if (child == null) {
        return Optional.empty();
      }
      module = child;
    }
    return Optional.of(module);
  }

  /// The module instances of the address. A segment without a key means every instance of that
  /// call.
  public List<ModuleInstance> modules(ModuleAddress address) {
    List<ModuleInstance> level = List.of(root);
    for (ModuleAddress.Segment segment : address.segments()) {
      var next = new ArrayList<ModuleInstance>();
      for (ModuleInstance module : level) {
        ModuleCall call = module.module().calls().get(segment.name());
        if (call != null) {
          module
              .children(call)
              .forEach((key, child) -> {
                if (segment.key() instanceof InstanceKey.NoKey || segment.key().equals(key)) {
                  next.add(child);
                }
              });
        }
      }
      level = next;
    }
    return level;
  }

  /// The diagnostics so far.
  public Diagnostics diagnostics() {
    synchronized (found) {
      return new Diagnostics(found);
    }
  }

  /// The configuration of the instance by the schema of its type, with sensitive marks and
  /// unknowns.
  public ObjectValue configuration(ResourceInstance instance, Schema schema, DiagnosticSink sink) {
    return new BodyEvaluator(inputs.evaluator(), sink)
        .evaluate(instance.resource().body(), schema, instance.module().scopeOf(instance));
  }

  /// The configuration of a provider in the root module; without a block, all arguments are unset.
  public ObjectValue providerConfiguration(ProviderKey key, Schema schema, DiagnosticSink sink) {
    ProviderConfiguration block = root.module().providers().get(key);
    SourceRange nowhere = new SourceRange("", 1, 1, 1, 1, 0, 0);
    Body body = block == null ? new Body(List.of(), nowhere) : block.body();
    return new BodyEvaluator(inputs.evaluator(), sink).evaluate(body, schema, root.scope());
  }

  /// The entries of `replace_triggered_by` of the instance.
  public List<Trigger> triggers(ResourceInstance instance, DiagnosticSink sink) {
    var resolver = new TriggerResolver(evaluator(), instance, sink);
    var triggers = new ArrayList<Trigger>();
    for (Expression entry : instance.resource().lifecycle().replaceTriggeredBy()) {
      Trigger trigger = resolver.resolve(entry);
      if (trigger != null) {
        triggers.add(trigger);
      }
    }
    return triggers;
  }

  /// Reports false preconditions of the instance.
  public CheckStatus checkPreconditions(ResourceInstance instance, DiagnosticSink sink) {
    return check(
        instance.resource().lifecycle().preconditions(),
        "Resource precondition failed",
        instance,
        instance.module().scopeOf(instance),
        sink);
  }

  /// Reports false postconditions of the instance.
  ///
  /// @param self the object
  public CheckStatus checkPostconditions(
      ResourceInstance instance, Value self, DiagnosticSink sink) {
    return check(
        instance.resource().lifecycle().postconditions(),
        "Resource postcondition failed",
        instance,
        instance.module().scopeOf(instance).withSelf(self),
        sink);
  }

  private CheckStatus check(
      List<CheckRule> rules,
      String summary,
      ResourceInstance instance,
      ModuleScope scope,
      DiagnosticSink sink) {
    var checker = new RuleChecker(evaluator(), sink);
    CheckStatus status = CheckStatus.PASS;
    for (CheckRule rule : rules) {
      status = status.and(checker.check(rule, scope, summary, instance.resource().headerRange()));
    }
    return status;
  }

  /// Reports false assertions of a check as warnings.
  ///
  /// @param data the value of the data source in the check; ignored if there is none
  public CheckStatus checkAssertions(
      ModuleInstance module, Check check, Value data, DiagnosticSink sink) {
    Resource resource = check.data();
    ModuleScope scope =
        resource == null ? module.scope() : module.scope().withData(resource.key(), data);
    var checker = new RuleChecker(evaluator(), sink);
    CheckStatus status = CheckStatus.PASS;
    for (CheckRule rule : check.assertions()) {
      status = status.and(checker.checkAssertion(rule, scope));
    }
    return status;
  }

  /// The status of the preconditions of all outputs evaluated so far, by address of the output.
  public SortedMap<String, CheckStatus> outputConditions() {
    return new TreeMap<>(outputConditions);
  }

  void checked(ModuleInstance module, Output output, CheckStatus status) {
    outputConditions.put(module.addressOf("output." + output.name()), status);
  }

  /// Visits every resource instance of every module instance, calling modules before called ones,
  /// in source order.
  public void forEachInstance(Consumer<ResourceInstance> consumer) {
    forEachInstance(EvaluationExtent.EVERYTHING, consumer);
  }

  /// Likewise, for the instances of that extent only.
  public void forEachInstance(EvaluationExtent extent, Consumer<ResourceInstance> consumer) {
    forEachModule(root, extent, module -> forEachInstance(module, extent, consumer));
  }

  private static void forEachInstance(
      ModuleInstance module, EvaluationExtent extent, Consumer<ResourceInstance> consumer) {
    for (Resource resource : module.module().resources().values()) {
      if (extent.expands(module.addressOf(resource.key()))) {
        module.instances(resource).stream()
            .filter(instance -> extent.includes(instance.address()))
            .forEach(consumer);
      }
    }
  }

  /// Visits every module instance of that extent, in the same order.
  public void forEachModule(EvaluationExtent extent, Consumer<ModuleInstance> consumer) {
    forEachModule(root, extent, consumer);
  }

  private static void forEachModule(
      ModuleInstance module, EvaluationExtent extent, Consumer<ModuleInstance> consumer) {
    consumer.accept(module);
    for (ModuleCall call : module.module().calls().values()) {
      if (extent.expandsCall(module.address(), call.name())) {
        module.children(call).values().stream()
            .filter(child -> extent.enters(child.address()))
            .forEach(child -> forEachModule(child, extent, consumer));
      }
    }
  }

  /// Computes every variable, local value and output of every module instance, to find their
  /// faults.
  public void evaluateAll() {
    forEachModule(EvaluationExtent.EVERYTHING, Evaluation::touch);
  }

  private static void touch(ModuleInstance module) {
    module.module().variables().keySet().forEach(module::variable);
    module.module().locals().keySet().forEach(module::local);
    module.module().outputs().keySet().forEach(module::output);
  }

  public Evaluator evaluator() {
    return inputs.evaluator();
  }

  RunNames names() {
    return inputs.names();
  }

  InstanceValues instances() {
    return instances;
  }

  /// The value of a root variable; without a value, an unknown of its type.
  Value rootVariable(Variable variable) {
    Value given = inputs.rootVariables().get(variable.name());
    if (given != null) {
      return given;
    }
    Value unknown = Value.unknown(Unification.withoutOptional(variable.constraint().type()));
    return variable.sensitive() ? Value.sensitive(unknown) : unknown;
  }

  boolean isBroken(SourceRange range) {
    return inputs.configuration().isBroken(range);
  }

  Expander expander(DiagnosticSink sink) {
    return new Expander(inputs.evaluator(), () -> inputs.unknownRepetition() || hasErrors(), sink);
  }

  private boolean hasErrors() {
    synchronized (found) {
      return found.stream().anyMatch(Diagnostic::isError);
    }
  }

  void report(DiagnosticSink sink) {
    found.addAll(sink.toDiagnostics().all());
  }
}
