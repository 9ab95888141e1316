package io.esform.config;

import io.esform.address.ModuleAddress;
import io.esform.address.ProviderKey;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One directory of configuration files, decoded. Every call of the module has its own copy.
///
/// @param directory as the user would name it, for messages and `path.module`
/// @param path the names of the calls that lead here from the root; empty for the root
/// @param variables by name, as are all maps here, in source order
/// @param resources managed ones and data sources, by their key; not those of checks
/// @param providers root only, by key
/// @param refactoring its `moved`, `import` and `removed` blocks
/// @param gaps what else may be declared here
public record Module(
    String directory,
    List<String> path,
    SequencedMap<String, Variable> variables,
    SequencedMap<String, LocalValue> locals,
    SequencedMap<String, Output> outputs,
    SequencedMap<ResourceKey, Resource> resources,
    SequencedMap<String, ModuleCall> calls,
    SequencedMap<ProviderKey, ProviderConfiguration> providers,
    SequencedMap<String, Check> checks,
    Refactoring refactoring,
    Settings settings,
    Gaps gaps) {

  /// What names a resource within its module.
  public record ResourceKey(Mode mode, String type, String name) {
    /// As a reference writes it: `es_node.store`, `data.aws_ami.debian`.
    @Override
    public String toString() {
      return (mode == Mode.DATA ? "data." : "") + type + "." + name;
    }
  }

  public Module {
    path = List.copyOf(path);
    variables = copy(variables);
    locals = copy(locals);
    outputs = copy(outputs);
    resources = copy(resources);
    calls = copy(calls);
    providers = copy(providers);
    checks = copy(checks);
  }

  private static <K, V> SequencedMap<K, V> copy(SequencedMap<K, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  /// The block of that address, from this module on; null when there is none.
  public @Nullable Resource resource(ResourceAddress address) {
    Module module = this;
    for (ModuleAddress.Step step : address.module().steps()) {
      ModuleCall call = module.calls.get(step.name());
      if (call == null) {
        return null;
      }
      module = call.module();
    }
    return module.resources.get(new ResourceKey(address.mode(), address.type(), address.name()));
  }

  /// Whether more may be declared here than was understood.
  public boolean hasGaps() {
    return !gaps.isEmpty();
  }

  public boolean isRoot() {
    return path.isEmpty();
  }
}
