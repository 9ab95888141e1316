package io.esform.plan.select;

import io.esform.address.InstanceKey;
import io.esform.address.ModuleAddress;
import io.esform.address.ResourceAddress;
import io.esform.address.ResourceAddress.Mode;
import io.esform.address.ResourceInstanceAddress;
import io.esform.address.Target;
import io.esform.config.evaluation.Evaluation;
import io.esform.config.evaluation.EvaluationExtent;
import io.esform.config.graph.ReferenceGraph.Declaration.CallNode;
import io.esform.config.graph.ReferenceGraph.Declaration.ResourceNode;
import io.esform.config.graph.ReferenceGraph.Node;
import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Suggestion;
import io.esform.plan.Action;
import io.esform.plan.Change;
import io.esform.plan.PlanMode;
import io.esform.plan.PlanOptions;
import io.esform.plan.inputs.PlanInputs;
import io.esform.state.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Checks that the addresses of `--target`, `--exclude` and `--replace` exist, and warns about a
/// partial run.
public final class TargetChecker {

  private static final int SHOWN = 5;

  private final PlanInputs inputs;
  private final State prior;
  private final Selection selection;
  private final DiagnosticSink sink;
  private final SourceDependencies declarations;
  private final Set<ResourceInstanceAddress> known = new TreeSet<>();
  private final Set<ResourceAddress> resources = new HashSet<>();
  private final Set<ModuleAddress> modules = new HashSet<>();

  /// @param prior with imports
  public TargetChecker(PlanInputs inputs, State prior, Selection selection, DiagnosticSink sink) {
    this.inputs = inputs;
    this.prior = prior;
    this.selection = selection;
    this.sink = sink;
    this.declarations = new SourceDependencies(inputs.graph());
  }

  /// @param changes of the plan, to find replacements that it does not contain
  public void check(Evaluation evaluation, List<Change> changes) {
    PlanOptions options = inputs.options();
    if (!options.isPartial() && options.replacements().isEmpty()) {
      return;
    }
    known.addAll(prior.instances().keySet());
    if (options.mode() == PlanMode.NORMAL) {
      evaluation.forEachInstance(new Walk(), instance -> known.add(instance.address()));
    }
    options.targets().forEach(target -> checkKnown("--target", target));
    options.excludes().forEach(target -> checkKnown("--exclude", target));
    options.replacements().forEach(target -> checkReplacement(target, changes));
    if (options.isPartial() && !sink.hasErrors()) {
      warn(options);
    }
  }

  /// Visits all instances in the selection, and remembers the modules and resources on the way.
  private final class Walk implements EvaluationExtent {
    @Override
    public boolean expandsCall(ModuleAddress parent, String call) {
      return selection.expandsCall(parent, call);
    }

    @Override
    public boolean enters(ModuleAddress module) {
      modules.add(module);
      return selection.enters(module);
    }

    @Override
    public boolean expands(ResourceAddress resource) {
      boolean expanded = selection.expands(resource);
      if (expanded) {
        resources.add(resource);
      }
      return expanded;
    }
  }

  private boolean checkKnown(String option, Target target) {
    List<ResourceAddress> declared = declarations.declared(target);
    if (known.stream().anyMatch(target::contains) || (!declared.isEmpty() && mayExist(target))) {
      return true;
    }
    List<String> others = instancesOf(declared);
    String help =
        others.isEmpty()
            ? Suggestion.didYouMean(target.toString(), everything())
            : " There is %s.".formatted(listed(others));
    sink.report(
        Diagnostic.error(
            "Unknown address",
            "%s names %s, which is neither in the configuration nor in the state.%s"
                .formatted(option, target, help)));
    return false;
  }

  /// Whether the keys in the address belong to instances or to a part that was not expanded.
  private boolean mayExist(Target target) {
    return switch (target) {
      case Target.OfModule module ->
          modules.stream().anyMatch(module::contains) || isUnvisited(module.module());
      case Target.OfResource(var address) -> {
        ModuleAddress module = address.resource().module();
        boolean visited = module.isRoot() || modules.contains(module);
        boolean counted =
            resources.contains(address.resource()) && !(address.key() instanceof InstanceKey.NoKey);
        yield visited ? !counted : isUnvisited(module);
      }
    };
  }

  private boolean isUnvisited(ModuleAddress module) {
    List<String> names = SourceDependencies.names(module);
    return modules.stream().noneMatch(it -> SourceDependencies.names(it).equals(names));
  }

  private List<String> instancesOf(List<ResourceAddress> declared) {
    return known.stream()
        .filter(instance -> declared.stream().anyMatch(it -> isSameBlock(it, instance.resource())))
        .map(ResourceInstanceAddress::toString)
        .toList();
  }

  private static boolean isSameBlock(ResourceAddress one, ResourceAddress other) {
    return one.type().equals(other.type())
        && one.name().equals(other.name())
        && one.mode() == other.mode()
        && SourceDependencies.names(one.module()).equals(SourceDependencies.names(other.module()));
  }

  private static String listed(List<String> addresses) {
    int more = addresses.size() - SHOWN;
    return addresses.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /// Everything that a target could name.
  private List<String> everything() {
    var names = new TreeSet<String>();
    for (Node node : inputs.graph().nodes()) {
      if (node.declaration() instanceof ResourceNode || node.declaration() instanceof CallNode) {
        names.add(node.toString());
      }
    }
    known.forEach(address -> {
      names.add(address.toString());
      names.add(address.resource().toString());
      names.add(address.resource().module().toString());
    });
    names.remove("");
    return new ArrayList<>(names);
  }

  private void checkReplacement(Target target, List<Change> changes) {
    if (!checkKnown("--replace", target)) {
      return;
    }
    Map<Action, List<String>> named = new HashMap<>();
    for (Change change : changes) {
      if (target.contains(change.address())) {
        named
            .computeIfAbsent(change.action(), _ -> new ArrayList<>())
            .add(change.address().toString());
      }
    }
    if (sink.hasErrors()) {
      // What could not be planned has no change.
      return;
    }
    if (named.isEmpty()) {
      ignored("--replace names %s, which %s.".formatted(target, whyUnchanged(target)));
    } else if (!named.containsKey(Action.REPLACE)) {
      String what =
          named.containsKey(Action.CREATE)
              ? "does not exist and will be created"
              : "will be destroyed, because the configuration no longer declares it";
      ignored("--replace names %s, which %s anyway.".formatted(target, what));
    }
  }

  private String whyUnchanged(Target target) {
    if (target instanceof Target.OfResource(var address)
        && address.resource().mode() == Mode.DATA) {
      return "is a data source and cannot be replaced";
    }
    boolean leftOut =
        inputs.options().isPartial()
            && known.stream().filter(target::contains).noneMatch(selection::includes);
    return leftOut ? "is not part of this run" : "has no instances";
  }

  private void ignored(String detail) {
    sink.warning("Nothing to replace", detail, null);
  }

  private void warn(PlanOptions options) {
    boolean targeted = !options.targets().isEmpty();
    List<Target> named = targeted ? options.targets() : options.excludes();
    String list = listed(named.stream().map(Target::toString).toList());
    boolean upwards = targeted == (options.mode() == PlanMode.DESTROY);
    String others = upwards ? "dependents" : "dependencies";
    sink.warning(
        "Resource targeting is in effect",
        targeted
            ? "This run includes only %s, with all %s. Everything else stays unchanged. Plan without --target afterwards, to find the remaining changes."
                .formatted(list, others)
            : "This run excludes %s, with all %s. Plan without --exclude afterwards, to find the remaining changes."
                .formatted(list, others),
        null);
  }
}
