package io.esform.config.decode;

import io.esform.config.Module;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Suggestion;
import io.esform.eval.Scope;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Map;

/// The names in a `backend` block: the input variables of the root module.
///
/// @param values of the variables that the block refers to
record BackendScope(Module root, Map<String, Value> values) implements Scope {

  @Override
  public Resolution resolve(NamePath reference, DiagnosticSink sink) {
    if (!reference.root().equals("var")) {
      sink.error(
          "Reference not allowed",
          "A backend block can refer only to input variables (var.NAME), because the state is read"
              + " before all other values are known.",
          reference.range());
    } else if (!reference.segments().isEmpty()
        && reference.segments().getFirst() instanceof Segment.Name(var name, _)) {
      Value value = values.get(name);
      if (value != null) {
        return new Resolution(value, 1);
      }
      if (!root.gaps().mayDeclare(name)) {
        sink.error(
            "Reference to undeclared input variable",
            "var.%s refers to an input variable that is not declared in the root module.%s"
                .formatted(name, Suggestion.didYouMean(name, root.variables().keySet())),
            reference.range());
      }
    } else {
      sink.error("Incomplete reference", "Name the variable: var.NAME.", reference.range());
    }
    return new Resolution(Value.unknown(Types.ANY), reference.segments().size());
  }
}
