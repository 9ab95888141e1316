package io.esform.config;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ModuleAddress.Segment;
import io.esform.address.Move;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Refactoring.MovedBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `moved` blocks of all modules of a configuration, indexed by their `from`.
///
/// If several match one instance, the most specific wins: that of an instance before that of its
/// resource, that of an inner module before that of an outer one.
public final class MoveRules {

  /// A `moved` block in the module of that path; applies to every instance of the module.
  public record Rule(List<String> module, MovedBlock block) {

    /// The new address of an instance; empty if the block does not match it.
    Optional<ResourceInstanceAddress> destination(ResourceInstanceAddress instance) {
      List<Segment> segments = instance.resource().module().segments();
      if (segments.size() < module.size()) {
        return Optional.empty();
      }
      var prefix = new ModuleAddress(segments.subList(0, module.size()));
      if (!names(prefix).equals(module)) {
        return Optional.empty();
      }
      var inner = new ModuleAddress(segments.subList(module.size(), segments.size()));
      return block.move().destination(in(inner, instance)).map(to -> in(within(prefix, to), to));
    }

    /// An instance of `from`; without keys where `from` has none.
    public ResourceInstanceAddress sample() {
      ModuleAddress prefix = ModuleAddress.ROOT;
      for (String name : module) {
        prefix = prefix.child(name, InstanceKey.none());
      }
      ResourceInstanceAddress inner =
          switch (block.move().from()) {
            case Target.OfModule(var inside) ->
                new ResourceAddress(inside, Mode.MANAGED, "", "").instance(InstanceKey.none());
            case Target.OfResource(var address) -> address;
          };
      return in(within(prefix, inner), inner);
    }

    /// One end of the move as shown in messages.
    public String display(Target end) {
      return module.isEmpty()
          ? end.toString()
          : "module." + String.join(".module.", module) + "." + end;
    }

    private static ModuleAddress within(ModuleAddress prefix, ResourceInstanceAddress inner) {
      var segments = new ArrayList<>(prefix.segments());
      segments.addAll(inner.resource().module().segments());
      return new ModuleAddress(segments);
    }

    private static ResourceInstanceAddress in(
        ModuleAddress module, ResourceInstanceAddress instance) {
      ResourceAddress resource = instance.resource();
      return new ResourceAddress(module, resource.mode(), resource.type(), resource.name())
          .instance(instance.key());
    }
  }

  /// One move of one instance.
  public record Hop(Rule rule, ResourceInstanceAddress to) {}

  /// The declaration of a target, without keys.
  ///
  /// @param resource null for a module
  private record Declaration(List<String> modules, @Nullable ResourceKey resource) {}

  private final List<Rule> rules = new ArrayList<>();
  private final Map<Declaration, List<Rule>> byFrom = new HashMap<>();
  private final Set<Declaration> named = new HashSet<>();

  private MoveRules() {}

  public static MoveRules of(Module root) {
    var rules = new MoveRules();
    rules.addAll(root);
    return rules;
  }

  private void addAll(Module module) {
    for (MovedBlock block : module.refactoring().moved()) {
      var rule = new Rule(module.path(), block);
      Move move = block.move();
      rules.add(rule);
      List<Rule> same =
          byFrom.computeIfAbsent(place(module.path(), move.from()), _ -> new ArrayList<>());
      same.add(move.isWhole() ? same.size() : 0, rule);
      named.add(place(module.path(), move.from()));
      named.add(place(module.path(), move.to()));
    }
    module.calls().values().forEach(call -> addAll(call.module()));
  }

  /// All rules in source order, outer modules first.
  public List<Rule> all() {
    return List.copyOf(rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /// Whether a block has that resource or one of its instances at either end.
  public boolean isNamed(ResourceAddress resource) {
    return named.contains(place(resource));
  }

  /// The next move of an instance; empty if no block matches it.
  public Optional<Hop> next(ResourceInstanceAddress instance) {
    Optional<Hop> hop = hop(place(instance.resource()), instance);
    List<String> modules = names(instance.resource().module());
    for (int depth = modules.size(); hop.isEmpty() && depth > 0; depth--) {
      hop = hop(new Declaration(modules.subList(0, depth), null), instance);
    }
    return hop;
  }

  private Optional<Hop> hop(Declaration place, ResourceInstanceAddress instance) {
    for (Rule rule : byFrom.getOrDefault(place, List.of())) {
      Optional<ResourceInstanceAddress> to = rule.destination(instance);
      if (to.isPresent()) {
        return to.map(address -> new Hop(rule, address));
      }
    }
    return Optional.empty();
  }

  private static List<String> names(ModuleAddress module) {
    return module.segments().stream().map(Segment::name).toList();
  }

  private static Declaration place(ResourceAddress resource) {
    return new Declaration(
        names(resource.module()),
        new ResourceKey(resource.mode(), resource.type(), resource.name()));
  }

  private static Declaration place(List<String> outer, Target target) {
    var modules = new ArrayList<>(outer);
    return switch (target) {
      case Target.OfModule(var module) -> {
        modules.addAll(names(module));
        yield new Declaration(modules, null);
      }
      case Target.OfResource(var address) -> {
        Declaration inner = place(address.resource());
        modules.addAll(inner.modules());
        yield new Declaration(modules, inner.resource());
      }
    };
  }
}
