package io.esform.config.evaluation;

import io.esform.address.ResourceAddress;
import io.esform.config.LocalValue;
import io.esform.config.ModuleCall;
import io.esform.config.Output;
import io.esform.config.Resource;
import io.esform.config.graph.Reference;
import io.esform.config.graph.Reference.Subject;
import io.esform.config.graph.ReferenceFinder;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the resource whose attribute makes an expression unknown, also through variables, local
/// values and outputs.
final class UnknownSource {

  private final Set<String> seen = new HashSet<>();

  private UnknownSource() {}

  /// @param attribute empty if there is no single attribute
  record Source(ResourceAddress resource, String instance, String attribute) {

    /// As in a reference from the root module.
    @Override
    public String toString() {
      return instance + (attribute.isEmpty() ? "" : "." + attribute);
    }
  }

  /// The source; null if no reference of the expression is unknown.
  static @Nullable Source of(Expression expression, ModuleInstance module) {
    return new UnknownSource().find(expression, module);
  }

  private @Nullable Source find(Expression expression, ModuleInstance module) {
    for (Reference reference : ReferenceFinder.in(expression)) {
      if (seen.add(module.address() + " " + reference.subject() + " " + reference.attribute())) {
        Source found = find(reference, module);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable Source find(Reference reference, ModuleInstance module) {
    return switch (reference.subject()) {
      case Subject.InputVariable(var name) -> inArgument(name, module);
      case Subject.Local(var name) -> {
        LocalValue local = module.module().locals().get(name);
        yield local == null || module.local(name).isWhollyKnown()
            ? null
            : find(local.value(), module);
      }
      case Subject.ModuleOutput(var call, var output) -> inOutputs(call, output, module);
      case Subject.ResourceSubject(var key, _) -> {
        Resource resource = module.module().resources().get(key);
        yield resource == null ? null : inResource(resource, reference.attribute(), module);
      }
      case Subject.Special _ -> null;
    };
  }

  private @Nullable Source inArgument(String name, ModuleInstance module) {
    Expression argument = module.argument(name);
    ModuleInstance caller = module.callingModule();
    return argument == null || caller == null || module.variable(name).isWhollyKnown()
        ? null
        : find(argument, caller);
  }

  private @Nullable Source inOutputs(String name, @Nullable String only, ModuleInstance module) {
    ModuleCall call = module.module().calls().get(name);
    if (call == null) {
      return null;
    }
    for (ModuleInstance child : module.children(call).values()) {
      for (Output output : call.module().outputs().values()) {
        boolean meant = only == null || only.equals(output.name());
        if (meant && !child.output(output.name()).isWhollyKnown()) {
          Source found = find(output.value(), child);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable Source inResource(
      Resource resource, String attribute, ModuleInstance module) {
    for (ResourceInstance instance : module.instances(resource)) {
      Value value = module.instanceValue(resource, instance.key());
      if (value != null && value.unmarked() instanceof ObjectValue object) {
        List<String> unknown = unknown(object);
        if (attribute.isEmpty() ? !unknown.isEmpty() : unknown.contains(attribute)) {
          String one = unknown.size() == 1 ? unknown.getFirst() : "";
          return new Source(
              instance.resourceAddress(),
              instance.address().toString(),
              attribute.isEmpty() ? one : attribute);
        }
      }
    }
    return null;
  }

  private static List<String> unknown(ObjectValue object) {
    var names = new TreeSet<String>();
    object
        .attributes()
        .forEach((name, value) -> {
          if (!value.isWhollyKnown()) {
            names.add(name);
          }
        });
    return List.copyOf(names);
  }
}
