package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.config.Check;
import io.esform.config.CheckRule;
import io.esform.config.CheckStatus;
import io.esform.config.LocalValue;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.Output;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.config.Variable;
import io.esform.config.variables.RuleChecker;
import io.esform.config.variables.VariableSetter;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Expression;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.TupleValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One instance of a module: the values of its declarations, each computed once on demand.
/// Thread-safe.
public final class ModuleInstance {

  private static final Value UNKNOWN = Value.unknown(Types.ANY);

  private final Evaluation evaluation;
  private final Module module;
  private final ModuleAddress address;
  private final @Nullable Caller caller;
  private final ModuleScope scope;

  private final Memo<String, Value> variables = new Memo<>(UNKNOWN);
  private final Memo<String, Value> locals = new Memo<>(UNKNOWN);
  private final Memo<String, Value> outputs = new Memo<>(UNKNOWN);
  private final Memo<ResourceKey, Expansion> expansions = new Memo<>(Expansion.unknown());
  private final Memo<ResourceKey, List<ResourceInstance>> instances = new Memo<>(List.of());
  private final Memo<ResourceKey, Value> resources = new Memo<>(UNKNOWN);
  private final SharedExpressions sharedExpressions;
  private final Memo<String, Value> calls = new Memo<>(UNKNOWN);
  private final Memo<String, Expansion> callExpansions = new Memo<>(Expansion.unknown());
  private final Memo<String, Map<InstanceKey, ModuleInstance>> children =
      new Memo<>(new LinkedHashMap<>());

  /// The call of this module.
  private record Caller(ModuleInstance module, ModuleCall call, InstanceKey key, Value each) {}

  ModuleInstance(Evaluation evaluation, Module root) {
    this(evaluation, root, ModuleAddress.ROOT, null);
  }

  private ModuleInstance(
      Evaluation evaluation, Module module, ModuleAddress address, @Nullable Caller caller) {
    this.evaluation = evaluation;
    this.module = module;
    this.address = address;
    this.caller = caller;
    this.sharedExpressions =
        caller == null ? SharedExpressions.first() : caller.module().sharedExpressions.another();
    this.scope = new ModuleScope(this, evaluation.names(), RepetitionData.NONE);
  }

  public Module module() {
    return module;
  }

  public ModuleAddress address() {
    return address;
  }

  ResourceAddress addressOf(ResourceKey key) {
    return new ResourceAddress(address, key.mode(), key.type(), key.name());
  }

  /// @param name the name within the module: `check.health`
  public String addressOf(String name) {
    return address.isRoot() ? name : address + "." + name;
  }

  /// The scope of expressions outside repeated blocks.
  public ModuleScope scope() {
    return scope;
  }

  /// The scope of a resource instance's expressions.
  public ModuleScope scopeOf(ResourceInstance instance) {
    return scope.with(RepetitionData.of(instance.key(), instance.each()));
  }

  SharedExpressions sharedExpressions() {
    return sharedExpressions;
  }

  Value variable(String name) {
    return variables.get(name, () -> computeVariable(name));
  }

  private Value computeVariable(String name) {
    Variable variable = module.variables().get(name);
    if (variable == null) {
      return UNKNOWN;
    }
    if (caller == null) {
      return evaluation.rootVariable(variable);
    }
    DiagnosticSink sink = new DiagnosticSink();
    Expression argument = argument(name);
    Value given = null;
    if (argument != null) {
      ModuleScope outer =
          caller.module().scope.with(RepetitionData.of(caller.key(), caller.each()));
      given = evaluate(argument, outer, sink);
    }
    Value value =
        new VariableSetter(evaluation.evaluator(), sink)
            .set(variable, given, argument == null ? null : argument.range());
    evaluation.report(sink);
    return value;
  }

  /// The argument of the call for a variable, an expression in the {@link #callingModule}; null for
  /// none.
  @Nullable Expression argument(String name) {
    return caller == null
        ? null
        : caller.call().arguments().attributes().stream()
            .filter(attribute -> attribute.name().equals(name))
            .map(Attribute::value)
            .findFirst()
            .orElse(null);
  }

  /// The module that calls this one; null for the root.
  @Nullable ModuleInstance callingModule() {
    return caller == null ? null : caller.module();
  }

  Value local(String name) {
    return locals.get(name, () -> computeLocal(name));
  }

  private Value computeLocal(String name) {
    LocalValue local = module.locals().get(name);
    if (local == null) {
      return UNKNOWN;
    }
    DiagnosticSink sink = new DiagnosticSink();
    Value value = evaluate(local.value(), scope, sink);
    evaluation.report(sink);
    return value;
  }

  /// The value of the output, marked if the output is declared sensitive.
  public Value output(String name) {
    return outputs.get(name, () -> computeOutput(name));
  }

  private Value computeOutput(String name) {
    Output output = module.outputs().get(name);
    if (output == null) {
      return UNKNOWN;
    }
    DiagnosticSink sink = new DiagnosticSink();
    var rules = new RuleChecker(evaluation.evaluator(), sink);
    CheckStatus status = CheckStatus.PASS;
    for (CheckRule rule : output.preconditions()) {
      status =
          status.and(
              rules.check(rule, scope, "Module output value precondition failed", output.range()));
    }
    if (!output.preconditions().isEmpty()) {
      evaluation.checked(this, output, status);
    }
    Value value = evaluate(output.value(), scope, sink);
    if (module.isRoot() && value.containsSensitive() && !output.sensitive()) {
      sink.error(
          "Output refers to sensitive values",
          "The output \"%s\" contains a sensitive value. To export it, mark the output as sensitive:\n    sensitive = true\nListings then do not show its value."
              .formatted(name),
          output.value().range());
    }
    evaluation.report(sink);
    return output.sensitive() ? Value.sensitive(value) : value;
  }

  private Value evaluate(Expression expression, ModuleScope names, DiagnosticSink sink) {
    return evaluation.isBroken(expression.range())
        ? UNKNOWN
        : evaluation.evaluator().evaluate(expression, names, sink);
  }

  /// The instances of a resource by key.
  public Expansion expansion(Resource resource) {
    return expansions.get(
        resource.key(), () -> expand(resource.repetition(), resource.headerRange()));
  }

  private Expansion expand(Repetition repetition, SourceRange header) {
    if (evaluation.isBroken(header)) {
      return Expansion.unknown();
    }
    DiagnosticSink sink = new DiagnosticSink();
    Expansion expansion = evaluation.expander(sink).expand(repetition, this);
    evaluation.report(sink);
    return expansion;
  }

  /// The instances of a resource; computed once.
  public List<ResourceInstance> instances(Resource resource) {
    return instances.get(resource.key(), () -> listInstances(resource));
  }

  private List<ResourceInstance> listInstances(Resource resource) {
    var all = new ArrayList<ResourceInstance>();
    expansion(resource)
        .keys()
        .forEach((key, each) -> all.add(new ResourceInstance(this, resource, key, each)));
    return List.copyOf(all);
  }

  /// Null when the resource has no such key.
  public @Nullable ResourceInstance instance(Resource resource, InstanceKey key) {
    Value each = expansion(resource).keys().get(key);
    return each == null ? null : new ResourceInstance(this, resource, key, each);
  }

  /// The data source inside a check of this module; null for none.
  public @Nullable ResourceInstance dataOf(Check check) {
    Resource data = check.data();
    return data == null
        ? null
        : new ResourceInstance(this, data, InstanceKey.none(), Expansion.NO_EACH);
  }

  /// The value of one instance; null when the resource has no such key.
  @Nullable Value instanceValue(Resource resource, InstanceKey key) {
    ResourceInstance instance = instance(resource, key);
    return instance == null ? null : evaluation.instances().valueOf(instance);
  }

  /// The value of a reference to a whole resource: one object, a tuple, or an object by key.
  Value resource(Resource resource) {
    return resources.get(resource.key(), () -> computeResource(resource));
  }

  private Value computeResource(Resource resource) {
    return combine(
        expansion(resource),
        key -> {
          Value value = instanceValue(resource, key);
          return value == null ? UNKNOWN : value;
        });
  }

  private static Value combine(Expansion expansion, Function<InstanceKey, Value> values) {
    return switch (expansion.shape()) {
      case UNKNOWN -> UNKNOWN;
      case SINGLE -> values.apply(InstanceKey.none());
      case COUNT -> new TupleValue(expansion.keys().keySet().stream().map(values).toList());
      case FOR_EACH -> {
        var attributes = new TreeMap<String, Value>();
        for (InstanceKey key : expansion.keys().keySet()) {
          if (key instanceof InstanceKey.StringKey(var name)) {
            attributes.put(name, values.apply(key));
          }
        }
        yield Value.objectOf(attributes);
      }
    };
  }

  public Expansion expansion(ModuleCall call) {
    return callExpansions.get(call.name(), () -> expand(call.repetition(), call.headerRange()));
  }

  /// The instances of a called module, by key.
  public Map<InstanceKey, ModuleInstance> children(ModuleCall call) {
    return children.get(call.name(), () -> createChildren(call));
  }

  private Map<InstanceKey, ModuleInstance> createChildren(ModuleCall call) {
    var instances = new LinkedHashMap<InstanceKey, ModuleInstance>();
    expansion(call)
        .keys()
        .forEach((key, each) ->
            instances.put(
                key,
                new ModuleInstance(
                    evaluation,
                    call.module(),
                    address.child(call.name(), key),
                    new Caller(this, call, key, each))));
    return instances;
  }

  /// The instance of a called module with that key. If the key is no longer in the configuration,
  /// `each.value` is unknown.
  ModuleInstance childOrFormer(ModuleCall call, InstanceKey key) {
    ModuleInstance child = children(call).get(key);
    return child != null
        ? child
        : new ModuleInstance(
            evaluation,
            call.module(),
            address.child(call.name(), key),
            new Caller(this, call, key, UNKNOWN));
  }

  /// The outputs of a called module as one value: an object, or a collection of them.
  Value call(ModuleCall call) {
    return calls.get(call.name(), () -> combine(expansion(call), key -> callInstance(call, key)));
  }

  private Value callInstance(ModuleCall call, InstanceKey key) {
    ModuleInstance child = children(call).get(key);
    if (child == null || call.module().hasGaps()) {
      return UNKNOWN;
    }
    var values = new TreeMap<String, Value>();
    call.module().outputs().keySet().forEach(name -> values.put(name, child.output(name)));
    return Value.objectOf(values);
  }
}
