package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.Resource;
import io.esform.config.evaluation.Expansion.Shape;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Scope;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Resolves names inside one module instance.
///
/// References to undeclared names are unknown here; the static check reports them.
public final class ModuleScope implements Scope {

  private final ModuleInstance module;
  private final RunNames names;
  private final RepetitionData repetition;
  private final @Nullable Value self;
  private final @Nullable ScopedData scopedData;

  /// The data source of the enclosing check.
  private record ScopedData(ResourceKey key, Value value) {}

  /// The values of `path` and `esform`.
  ///
  /// @param rootDirectory the directory of the root module, as given
  /// @param workingDirectory absolute
  public record RunNames(String rootDirectory, String workingDirectory, String workspace) {}

  ModuleScope(ModuleInstance module, RunNames names, RepetitionData repetition) {
    this(module, names, repetition, null, null);
  }

  private ModuleScope(
      ModuleInstance module,
      RunNames names,
      RepetitionData repetition,
      @Nullable Value self,
      @Nullable ScopedData scopedData) {
    this.module = module;
    this.names = names;
    this.repetition = repetition;
    this.self = self;
    this.scopedData = scopedData;
  }

  ModuleScope with(RepetitionData data) {
    return new ModuleScope(module, names, data, self, scopedData);
  }

  /// @param object the value of `self`
  ModuleScope withSelf(Value object) {
    return new ModuleScope(module, names, repetition, object, scopedData);
  }

  /// @param key the key of a data source that is visible in this scope only
  ModuleScope withData(ResourceKey key, Value value) {
    return new ModuleScope(module, names, repetition, self, new ScopedData(key, value));
  }

  @Override
  public Resolution resolve(NamePath reference, DiagnosticSink sink) {
    List<Segment> segments = reference.segments();
    return switch (reference.root()) {
      case "var" -> named(segments, module::variable);
      case "local" -> named(segments, module::local);
      case "module" -> resolveModule(segments);
      case "data" -> resolveResource(Mode.DATA, name(segments, 0), segments, 1);
      case "count" -> special(repetition.count(), segments);
      case "each" -> special(repetition.each(), segments);
      case "self" -> special(self, segments);
      case "path" -> new Resolution(paths(), 0);
      case "esform" ->
          new Resolution(Value.objectOf(Map.of("workspace", Value.of(names.workspace()))), 0);
      default -> resolveResource(Mode.MANAGED, reference.root(), segments, 0);
    };
  }

  /// Shared by the instances of all repeated blocks of the module.
  @Override
  public @Nullable Shared shared() {
    return repetition.equals(RepetitionData.NONE) ? null : module.sharedExpressions();
  }

  private interface ByName {
    Value get(String name);
  }

  private static Resolution named(List<Segment> segments, ByName values) {
    String name = name(segments, 0);
    return name == null ? unknown(segments) : new Resolution(values.get(name), 1);
  }

  private static Resolution special(@Nullable Value value, List<Segment> segments) {
    return value == null ? unknown(segments) : new Resolution(value, 0);
  }

  private Value paths() {
    return Value.objectOf(
        Map.of(
            "module", Value.of(module.module().directory()),
            "root", Value.of(names.rootDirectory()),
            "cwd", Value.of(names.workingDirectory())));
  }

  private Resolution resolveModule(List<Segment> segments) {
    String name = name(segments, 0);
    ModuleCall call = name == null ? null : module.module().calls().get(name);
    if (call == null) {
      return unknown(segments);
    }
    Expansion expansion = module.expansion(call);
    if (expansion.shape() == Shape.UNKNOWN) {
      return unknown(segments);
    }
    boolean single = expansion.shape() == Shape.SINGLE;
    InstanceKey key = single ? InstanceKey.none() : key(segments, 1);
    String output = name(segments, single ? 1 : 2);
    ModuleInstance child = key == null ? null : module.children(call).get(key);
    if (child == null || output == null || !call.module().outputs().containsKey(output)) {
      return new Resolution(module.call(call), 1);
    }
    return new Resolution(child.output(output), single ? 2 : 3);
  }

  /// @param at the position of the segment that is the resource's name
  private Resolution resolveResource(
      Mode mode, @Nullable String type, List<Segment> segments, int at) {
    String name = name(segments, at);
    if (type == null || name == null) {
      return unknown(segments);
    }
    var resourceKey = new ResourceKey(mode, type, name);
    if (scopedData != null && scopedData.key().equals(resourceKey)) {
      return new Resolution(scopedData.value(), at + 1);
    }
    Resource resource = module.module().resources().get(resourceKey);
    if (resource == null) {
      return unknown(segments);
    }
    Shape kind = module.expansion(resource).shape();
    InstanceKey key = kind == Shape.COUNT || kind == Shape.FOR_EACH ? key(segments, at + 1) : null;
    Value instance = key == null ? null : module.instanceValue(resource, key);
    return instance == null
        ? new Resolution(module.resource(resource), at + 1)
        : new Resolution(instance, at + 2);
  }

  private static Resolution unknown(List<Segment> segments) {
    return new Resolution(Value.unknown(Types.ANY), segments.size());
  }

  private static @Nullable String name(List<Segment> segments, int position) {
    return position < segments.size() && segments.get(position) instanceof Segment.Name(var name, _)
        ? name
        : null;
  }

  private static @Nullable InstanceKey key(List<Segment> segments, int position) {
    if (position >= segments.size()
        || !(segments.get(position) instanceof Segment.Key(var key, _))) {
      return null;
    }
    return switch (key) {
      case NumberValue(var number) -> InstanceKey.ofNumber(number).orElse(null);
      case StringValue(var text) -> InstanceKey.of(text);
      default -> null;
    };
  }
}
