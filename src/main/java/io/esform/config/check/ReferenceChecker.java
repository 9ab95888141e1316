package io.esform.config.check;

import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Check;
import io.esform.config.Module;
import io.esform.config.Module.ResourceKey;
import io.esform.config.ModuleCall;
import io.esform.config.Repetition;
import io.esform.config.Resource;
import io.esform.config.Variable;
import io.esform.config.graph.Reference;
import io.esform.config.graph.Reference.Subject;
import io.esform.config.graph.ReferenceSite;
import io.esform.config.graph.ReferenceSite.SpecialNames;
import io.esform.config.graph.ReferenceSite.Use;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Checks that every reference of a module names something that is declared there.
final class ReferenceChecker {

  private static final Set<String> PATHS = Set.of("module", "root", "cwd");

  /// Limits the suggestions: one misspelled name may occur many times, and more than this many
  /// wrong names are not misspellings.
  private static final int MOST_SUGGESTIONS = 100;

  private final Module module;
  private final DiagnosticSink sink;
  private final Map<String, String> suggestions = new HashMap<>();

  ReferenceChecker(Module module, DiagnosticSink sink) {
    this.module = module;
    this.sink = sink;
  }

  void check() {
    for (ReferenceSite site : ReferenceSite.of(module)) {
      site.references().forEach(reference -> check(reference, site.names()));
      switch (site.use()) {
        case Use.OfValue() -> {}
        case Use.OfOrder(var entry) -> checkOrder(entry, site.references());
        case Use.OfTrigger(var entry) -> checkTrigger(entry, site.references());
      }
    }
  }

  private void checkOrder(Expression entry, List<Reference> references) {
    boolean dependable =
        references.stream()
            .anyMatch(reference ->
                reference.subject() instanceof Subject.ResourceSubject
                    || reference.subject() instanceof Subject.ModuleOutput);
    if (!dependable) {
      sink.error(
          "Invalid depends_on",
          "An entry of depends_on must be a reference to a resource, data source or module, such as"
              + " es_database.main or module.network.",
          entry.range());
    }
  }

  private void checkTrigger(Expression entry, List<Reference> references) {
    boolean isReference = entry instanceof AttributeExpression || entry instanceof IndexExpression;
    boolean managed =
        !references.isEmpty()
            && references.getFirst().subject() instanceof Subject.ResourceSubject(var key, _)
            && key.mode() == Mode.MANAGED;
    if (!isReference || !managed) {
      sink.error(
          "Invalid replace_triggered_by",
          "An entry of replace_triggered_by must be a reference to a resource, an instance or an"
              + " attribute, such as es_database.main or es_node.store[0].address. To use any other"
              + " value, store it in the input of an esform_data resource and refer to that"
              + " resource.",
          entry.range());
    }
  }

  private void check(Reference reference, SpecialNames names) {
    SourceRange range = reference.range();
    Variable only = names.only();
    Resource data = names.data();
    if (only != null && !reference.subject().equals(new Subject.InputVariable(only.name()))) {
      sink.error(
          "Invalid reference in variable validation",
          "A validation of the variable \"%s\" can refer only to var.%1$s. For a rule that needs other values, use a precondition in a block that uses the variable."
              .formatted(only.name()),
          range);
      return;
    }
    switch (reference.subject()) {
      case Subject.InputVariable(var name) ->
          declared("input variable", "var." + name, name, module.variables().keySet(), range);
      case Subject.Local(var name) ->
          declared("local value", "local." + name, name, module.locals().keySet(), range);
      case Subject.ModuleOutput(var call, var output) -> checkModule(call, output, range);
      case Subject.ResourceSubject(var key, _) when data != null && key.equals(data.key()) -> {}
      case Subject.ResourceSubject(var key, _) -> checkResourceReference(key, range);
      case Subject.Special(var root, var attribute) -> checkSpecial(root, attribute, names, range);
    }
  }

  private void checkModule(String name, @Nullable String output, SourceRange range) {
    if (declared("module", "module." + name, name, module.calls().keySet(), range)
        && output != null) {
      ModuleCall call = module.calls().get(name);
      if (call != null && !call.module().gaps().mayDeclare(output)) {
        checkOutput(name, output, call, range);
      }
    }
  }

  private void checkOutput(String name, String output, ModuleCall call, SourceRange range) {
    Set<String> known = call.module().outputs().keySet();
    if (!known.contains(output)) {
      sink.error(
          "Reference to undeclared output",
          "The module in %s, which module.%s calls, declares no output named \"%s\".%s"
              .formatted(call.source(), name, output, Suggestion.didYouMean(output, known)),
          range);
    }
  }

  private void checkResourceReference(ResourceKey key, SourceRange range) {
    if (module.resources().containsKey(key) || module.gaps().mayDeclare(key.type() + ".")) {
      return;
    }
    for (Check check : module.checks().values()) {
      Resource data = check.data();
      if (data != null && data.key().equals(key)) {
        sink.error(
            "Reference to scoped resource",
            "%s belongs to the check \"%s\": only the conditions and messages of its assert blocks can refer to it. To use it here, declare it outside the check."
                .formatted(key, check.name()),
            range);
        return;
      }
    }
    if (key.mode() == Mode.MANAGED && key.name().isEmpty()) {
      sink.error(
          "Invalid reference",
          "\"%s\" is not a complete reference. Refer to a resource by type and name (es_node.store), to a variable by var.NAME, and to a local value by local.NAME.%s"
              .formatted(key.type(), namesake(key.type())),
          range);
      return;
    }
    undeclared(
        key.mode() == Mode.DATA ? "data source" : "resource",
        key.toString(),
        suggestion(
            key.toString(),
            key.toString(),
            () -> module.resources().keySet().stream().map(ResourceKey::toString).toList()),
        range);
  }

  /// The probably intended reference if a bare name is that of a variable or local value.
  private String namesake(String name) {
    if (module.variables().containsKey(name)) {
      return " Did you mean \"var." + name + "\"?";
    }
    return module.locals().containsKey(name) ? " Did you mean \"local." + name + "\"?" : "";
  }

  private void checkSpecial(String root, String attribute, SpecialNames names, SourceRange range) {
    boolean valid =
        switch (root) {
          case "count" ->
              names.repetition() instanceof Repetition.Count && attribute.equals("index");
          case "each" ->
              names.repetition() instanceof Repetition.ForEach
                  && (attribute.equals("key") || attribute.equals("value"));
          case "self" -> names.self();
          case "path" -> PATHS.contains(attribute);
          case "esform" -> attribute.equals("workspace");
          default -> false;
        };
    if (!valid) {
      sink.error("Invalid reference", explanation(root, attribute), range);
    }
  }

  private static String explanation(String root, String attribute) {
    return switch (root) {
      case "count" ->
          "count.index is the index of an instance. It can be used only in a block with a count"
              + " argument.";
      case "each" ->
          "each.key and each.value are the for_each element of an instance. They can be used only"
              + " in a block with a for_each argument.";
      case "path" ->
          "There is no path.%s; there are path.module, path.root and path.cwd."
              .formatted(attribute);
      case "self" ->
          "self is the object that a postcondition checks. It can be used only in a postcondition.";
      default -> "There is no %s.%s; there is esform.workspace.".formatted(root, attribute);
    };
  }

  private boolean declared(
      String what, String shown, String name, Collection<String> known, SourceRange range) {
    if (known.contains(name)) {
      return true;
    }
    undeclared(what, shown, suggestion(shown, name, () -> known), range);
    return false;
  }

  private void undeclared(String what, String shown, String suggestion, SourceRange range) {
    if (module.gaps().mayDeclare(shown.substring(shown.lastIndexOf('.') + 1))) {
      return;
    }
    sink.error(
        "Reference to undeclared " + what,
        "%s refers to %s that is not declared in %s.%s"
            .formatted(
                shown,
                article(what),
                module.isRoot()
                    ? "the root module"
                    : "the module " + String.join(".", module.path()),
                suggestion),
        range);
  }

  private String suggestion(String shown, String name, Supplier<Collection<String>> known) {
    String made = suggestions.get(shown);
    if (made == null && suggestions.size() < MOST_SUGGESTIONS) {
      made = Suggestion.didYouMean(name, known.get());
      suggestions.put(shown, made);
    }
    return made == null ? "" : made;
  }

  private static String article(String what) {
    return ("aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ") + what;
  }
}
