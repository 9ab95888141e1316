package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// One or two variables of a `for` over the names around it.
record LocalScope(Scope outer, @Nullable String keyName, Value key, String valueName, Value value)
    implements Scope {

  @Override
  public Resolution resolve(Reference reference, DiagnosticSink sink) {
    if (reference.root().equals(valueName)) {
      return new Resolution(value, 0);
    }
    if (reference.root().equals(keyName)) {
      return new Resolution(key, 0);
    }
    return outer.resolve(reference, sink);
  }
}
