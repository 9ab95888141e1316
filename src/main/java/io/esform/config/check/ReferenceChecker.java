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
          "An entry of depends_on names a resource, a data source or a module: es_database.main, module.network.",
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
          "An entry of replace_triggered_by names a resource, one of its instances or an attribute: es_database.main, es_node.store[0].address. To watch another value, keep it in the input of an esform_data resource and name that.",
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
          "A validation of the variable \"%s\" can refer to nothing but var.%1$s. A rule that needs other values belongs in a precondition of what uses the variable."
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
          "Undeclared reference",
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
            "Reference to the data of a check",
            "%s belongs to the check \"%s\": only the conditions and messages of its assert blocks can refer to it. To use it here too, declare it outside of the check."
                .formatted(key, check.name()),
            range);
        return;
      }
    }
    if (key.mode() == Mode.MANAGED && key.name().isEmpty()) {
      sink.error(
          "Invalid reference",
          "\"%s\" alone names nothing. A reference to a resource is its type and name (es_node.store), to a variable var.NAME, to a local value local.NAME.%s"
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
          "count.index is the number of an instance: it can be used only inside a block with a count argument.";
      case "each" ->
          "each.key and each.value are the element of an instance: they can be used only inside a block with a for_each argument.";
      case "path" ->
          "There is no path.%s; there are path.module, path.root and path.cwd."
              .formatted(attribute);
      case "self" ->
          "self is the object that a condition is about: it can be used only inside a postcondition.";
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
        "Undeclared reference",
        "%s names %s that is not declared in %s.%s"
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
