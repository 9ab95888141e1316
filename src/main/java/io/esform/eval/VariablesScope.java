package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.Suggestion;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Map;
import java.util.TreeSet;

/// A scope with these names only, for template files.
public record VariablesScope(Map<String, Value> variables) implements Scope {

  @Override
  public Resolution resolve(NamePath reference, DiagnosticSink sink) {
    Value value = variables.get(reference.root());
    if (value != null) {
      return new Resolution(value, 0);
    }
    sink.error(
        "Unknown variable",
        "There is no variable \""
            + reference.root()
            + "\" in this template."
            + Suggestion.didYouMean(reference.root(), variables.keySet())
            + NameList.list(" The variables are ", new TreeSet<>(variables.keySet())),
        reference.rootRange());
    return new Resolution(Value.unknown(Types.ANY), reference.segments().size());
  }
}
