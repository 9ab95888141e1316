package io.esform.config.check;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress.Segment;
import io.esform.address.Move;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.MoveRules;
import io.esform.config.MoveRules.Hop;
import io.esform.config.MoveRules.Rule;
import io.esform.config.Refactoring;
import io.esform.config.Refactoring.RemovedBlock;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks `moved` and `removed` blocks against each other and against declarations, without
/// evaluation.
final class RefactoringChecker {

  private final Module root;
  private final DiagnosticSink sink;

  RefactoringChecker(Module root, DiagnosticSink sink) {
    this.root = root;
    this.sink = sink;
  }

  void check() {
    MoveRules rules = MoveRules.of(root);
    checkAmbiguous(rules.all());
    checkCycles(rules);
    checkDeclared(root);
  }

  private void checkAmbiguous(List<Rule> rules) {
    Map<String, Rule> byFrom = new HashMap<>();
    Map<String, Rule> byTo = new HashMap<>();
    for (Rule rule : rules) {
      Move move = rule.block().move();
      Rule sameFrom = byFrom.putIfAbsent(rule.display(move.from()), rule);
      Rule sameTo = byTo.putIfAbsent(rule.display(move.to()), rule);
      Rule other = sameFrom == null ? sameTo : sameFrom;
      if (other != null && !other.block().move().toString().equals(move.toString())) {
        sink.error(
            "Ambiguous move statements",
            (sameFrom == null
                    ? "This block moves %s to %s, but the block at %s moves %s to the same address."
                        + " Two objects cannot have the same address: remove one of the blocks."
                    : "This block moves %s to %s, but the block at %s moves it to %4$s. An object"
                        + " can move to only one address: remove one of the blocks.")
                .formatted(
                    rule.display(move.from()),
                    rule.display(move.to()),
                    other.block().range(),
                    other.display(
                        sameFrom == null
                            ? other.block().move().from()
                            : other.block().move().to())),
            rule.block().range());
      }
    }
  }

  private void checkCycles(MoveRules rules) {
    Set<Rule> reported = new HashSet<>();
    for (Rule rule : rules.all()) {
      ResourceInstanceAddress start = rule.sample();
      var seen = new HashSet<ResourceInstanceAddress>();
      var chain = new LinkedHashSet<Rule>();
      Optional<Hop> hop = rules.next(start);
      while (hop.isPresent() && !hop.get().to().equals(start) && seen.add(hop.get().to())) {
        chain.add(hop.get().rule());
        hop = rules.next(hop.get().to());
      }
      if (hop.isPresent() && hop.get().to().equals(start)) {
        chain.add(hop.get().rule());
        if (chain.stream().noneMatch(reported::contains)) {
          sink.error(
              "Cyclic dependency in move statements",
              "The moved blocks form a cycle: %s. Remove the outdated blocks."
                  .formatted(
                      String.join(
                          ", then ",
                          chain.stream().map(it -> it.block().move().toString()).toList())),
              rule.block().range());
        }
        reported.addAll(chain);
      }
    }
  }

  private void checkDeclared(Module module) {
    for (Refactoring.MovedBlock block : module.refactoring().moved()) {
      SourceRange declared = declared(module, block.move().from(), block.move().isWhole());
      if (declared != null) {
        sink.error(
            "Moved object still declared",
            "This block moves %s to %s, but %1$s is still declared at %s. Change that declaration to the new address, or remove the moved block."
                .formatted(block.move().from(), block.move().to(), declared),
            block.range());
      }
    }
    for (RemovedBlock block : module.refactoring().removed()) {
      SourceRange declared = declared(module, block.from(), true);
      if (declared != null) {
        sink.error(
            "Removed object still declared",
            "This block removes %s, but it is still declared at %s. Remove that declaration, or this block."
                .formatted(block.from(), declared),
            block.range());
      }
    }
    module.calls().values().forEach(call -> checkDeclared(call.module()));
  }

  /// The range of the declaration of the target; null if it is not declared or if that depends on a
  /// `count` or `for_each`.
  ///
  /// @param whole whether a missing key means all instances, not the one without a key
  private static @Nullable SourceRange declared(Module module, Target target, boolean whole) {
    return switch (target) {
      case Target.OfModule(var inner) -> {
        List<Segment> segments = inner.segments();
        Module parent = walk(module, segments.subList(0, segments.size() - 1));
        ModuleCall call = parent == null ? null : parent.calls().get(segments.getLast().name());
        yield call != null && (whole || isSingle(call.repetition(), target.key()))
            ? call.headerRange()
            : null;
      }
      case Target.OfResource(var address) -> {
        Module parent = walk(module, address.resource().module().segments());
        Resource resource = parent == null ? null : parent.resources().get(key(address.resource()));
        yield resource != null && (whole || isSingle(resource.repetition(), target.key()))
            ? resource.headerRange()
            : null;
      }
    };
  }

  private static ResourceKey key(ResourceAddress resource) {
    return new ResourceKey(resource.mode(), resource.type(), resource.name());
  }

  private static boolean isSingle(Repetition repetition, InstanceKey key) {
    return repetition instanceof Repetition.Single && key instanceof InstanceKey.NoKey;
  }

  private static @Nullable Module walk(Module from, List<Segment> segments) {
    Module module = from;
    for (Segment segment : segments) {
      ModuleCall call = module.calls().get(segment.name());
      if (call == null || !canHave(call.repetition(), segment.key())) {
        return null;
      }
      module = call.module();
    }
    return module;
  }

  private static boolean canHave(Repetition repetition, InstanceKey key) {
    return switch (repetition) {
      case Repetition.Single() -> key instanceof InstanceKey.NoKey;
      case Repetition.Count _ -> key instanceof InstanceKey.IntKey;
      case Repetition.ForEach _ -> key instanceof InstanceKey.StringKey;
    };
  }
}
