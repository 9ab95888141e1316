package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// The variables of a `for`, in front of the names of the outer scope.
record LocalScope(Scope outer, @Nullable String keyName, Value key, String valueName, Value value)
    implements Scope {

  @Override
  public Resolution resolve(NamePath reference, DiagnosticSink sink) {
    if (reference.root().equals(valueName)) {
      return new Resolution(value, 0);
    }
    if (reference.root().equals(keyName)) {
      return new Resolution(key, 0);
    }
    return outer.resolve(reference, sink);
  }
}
