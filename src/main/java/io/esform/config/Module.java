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

/// One decoded directory of configuration files. Every call of the module has its own copy.
///
/// @param directory the directory for messages and `path.module`
/// @param path the names of the calls from the root to this module; empty for the root
/// @param variables by name and in source order, like all maps here
/// @param resources managed resources and data sources by key, without data sources of checks
/// @param providers by key, in the root module only
/// @param refactoring its `moved`, `import` and `removed` blocks
/// @param gaps possible declarations in unreadable parts
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
    UnreadableParts gaps) {

  /// Identifies a resource within its module.
  public record ResourceKey(Mode mode, String type, String name) {
    /// As in a reference: `es_node.store`, `data.aws_ami.debian`.
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

  /// The block of that address, relative to this module; null for none.
  public @Nullable Resource resource(ResourceAddress address) {
    Module module = this;
    for (ModuleAddress.Segment segment : address.module().segments()) {
      ModuleCall call = module.calls.get(segment.name());
      if (call == null) {
        return null;
      }
      module = call.module();
    }
    return module.resources.get(new ResourceKey(address.mode(), address.type(), address.name()));
  }

  /// Whether unreadable parts may contain further declarations.
  public boolean hasGaps() {
    return !gaps.isEmpty();
  }

  public boolean isRoot() {
    return path.isEmpty();
  }
}
