package io.esform.config.graph;

import io.esform.config.Check;
import io.esform.config.CheckRule;
import io.esform.config.Module;
import io.esform.config.ModuleCall;
import io.esform.config.Output;
import io.esform.config.Refactoring;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.config.RolloutBlock;
import io.esform.config.Variable;
import io.esform.config.graph.ReferenceGraph.Declaration;
import io.esform.config.graph.ReferenceGraph.Node;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in a module with references: an expression, or the expressions of a body. The checks and
/// the graph of references both use {@link #of}.
///
/// @param owner the declaration whose value or order depends on the references; null for none:
///   assertions of checks and validations of variables only report, and the resource of an import
///   may be undeclared
/// @param references in source order
public record ReferenceSite(
    @Nullable Node owner, Use use, SpecialNames names, List<Reference> references) {

  /// The effect of a reference on its owner.
  public sealed interface Use {

    /// The owner uses the value.
    record OfValue() implements Use {}

    /// An entry of `depends_on`: the owner comes after all objects of the reference.
    record OfOrder(Expression entry) implements Use {}

    /// An entry of `replace_triggered_by`.
    record OfTrigger(Expression entry) implements Use {}
  }

  /// Names that references may contain besides declarations of the module.
  ///
  /// @param repetition the repetition that defines `count` or `each`
  /// @param self whether `self` is defined
  /// @param data the data source of the enclosing check; null for none
  /// @param only the variable of a validation, which may refer to nothing else; null elsewhere
  public record SpecialNames(
      Repetition repetition, boolean self, @Nullable Resource data, @Nullable Variable only) {

    static final SpecialNames NONE = of(new Repetition.Single());

    static SpecialNames of(Repetition repetition) {
      return new SpecialNames(repetition, false, null, null);
    }

    SpecialNames withSelf() {
      return new SpecialNames(repetition, true, data, only);
    }
  }

  public ReferenceSite {
    references = List.copyOf(references);
  }

  /// All places in the module by declaration, without the modules that it calls.
  public static List<ReferenceSite> of(Module module) {
    var listing = new Listing(module);
    listing.addAll();
    return listing.sites;
  }

  private static final class Listing {

    private final Module module;
    private final List<ReferenceSite> sites = new ArrayList<>();

    private Listing(Module module) {
      this.module = module;
    }

    private void addAll() {
      module
          .providers()
          .values()
          .forEach(it -> add(node(new Declaration.ProviderNode(it.key())), it.body()));
      module.variables().values().forEach(this::addVariable);
      module
          .locals()
          .values()
          .forEach(it -> add(node(new Declaration.LocalNode(it.name())), it.value()));
      module.outputs().values().forEach(this::addOutput);
      module.resources().values().forEach(this::addResource);
      module.checks().values().forEach(this::addCheck);
      module.calls().values().forEach(this::addCall);
      module.refactoring().imports().forEach(this::addImport);
    }

    private void addVariable(Variable variable) {
      var names = new SpecialNames(new Repetition.Single(), false, null, variable);
      addRules(null, names, variable.validations());
    }

    private void addOutput(Output output) {
      Node owner = node(new Declaration.OutputNode(output.name()));
      add(owner, output.value());
      addRules(owner, SpecialNames.NONE, output.preconditions());
      addOrder(owner, output.dependsOn());
    }

    private void addResource(Resource resource) {
      Node owner = node(new Declaration.ResourceNode(resource.key()));
      SpecialNames names = SpecialNames.of(resource.repetition());
      addRepetition(owner, resource.repetition());
      add(owner, names, ReferenceFinder.in(resource.body()));
      Resource.Lifecycle lifecycle = resource.lifecycle();
      addRules(owner, names, lifecycle.preconditions());
      addRules(owner, names.withSelf(), lifecycle.postconditions());
      addOptional(owner, names, lifecycle.preventDestroy());
      for (Expression entry : lifecycle.replaceTriggeredBy()) {
        List<Reference> references = ReferenceFinder.in(entry);
        sites.add(new ReferenceSite(owner, new Use.OfTrigger(entry), names, references));
      }
      RolloutBlock rollout = resource.rollout();
      if (rollout != null) {
        add(owner, rollout.body());
      }
      addOrder(owner, resource.dependsOn());
    }

    private void addCheck(Check check) {
      Node owner = node(new Declaration.CheckNode(check.name()));
      Resource data = check.data();
      if (data != null) {
        add(owner, data.body());
        addOrder(owner, data.dependsOn());
      }
      var names = new SpecialNames(new Repetition.Single(), false, data, null);
      addRules(null, names, check.assertions());
    }

    private void addCall(ModuleCall call) {
      Node owner = node(new Declaration.CallNode(call.name()));
      addRepetition(owner, call.repetition());
      addOrder(owner, call.dependsOn());
      SpecialNames names = SpecialNames.of(call.repetition());
      for (Attribute argument : call.arguments().attributes()) {
        var variable = new Declaration.VariableNode(argument.name());
        add(new Node(call.module().path(), variable), names, ReferenceFinder.in(argument.value()));
      }
    }

    private void addImport(Refactoring.ImportBlock block) {
      Node owner = module.resource(block.resource()) == null ? null : Node.of(block.resource());
      addRepetition(owner, block.repetition());
      SpecialNames names = SpecialNames.of(block.repetition());
      addOptional(owner, names, block.key());
      addOptional(owner, names, block.id());
    }

    private Node node(Declaration declaration) {
      return new Node(module.path(), declaration);
    }

    private void addRepetition(@Nullable Node owner, Repetition repetition) {
      switch (repetition) {
        case Repetition.Single() -> {}
        case Repetition.Count(var count) -> add(owner, count);
        case Repetition.ForEach(var collection) -> add(owner, collection);
      }
    }

    private void addRules(@Nullable Node owner, SpecialNames names, List<CheckRule> rules) {
      for (CheckRule rule : rules) {
        add(owner, names, ReferenceFinder.in(rule.condition()));
        add(owner, names, ReferenceFinder.in(rule.errorMessage()));
      }
    }

    private void addOrder(Node owner, List<Expression> entries) {
      for (Expression entry : entries) {
        List<Reference> references = ReferenceFinder.in(entry);
        sites.add(new ReferenceSite(owner, new Use.OfOrder(entry), SpecialNames.NONE, references));
      }
    }

    private void addOptional(
        @Nullable Node owner, SpecialNames names, @Nullable Expression expression) {
      if (expression != null) {
        add(owner, names, ReferenceFinder.in(expression));
      }
    }

    private void add(@Nullable Node owner, Expression expression) {
      add(owner, SpecialNames.NONE, ReferenceFinder.in(expression));
    }

    private void add(Node owner, Body body) {
      add(owner, SpecialNames.NONE, ReferenceFinder.in(body));
    }

    private void add(@Nullable Node owner, SpecialNames names, List<Reference> references) {
      sites.add(new ReferenceSite(owner, new Use.OfValue(), names, references));
    }
  }
}
