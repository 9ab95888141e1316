package io.esform.config;

import io.esform.diag.DiagnosticSink;
import io.esform.eval.Scope;
import io.esform.value.Types;
import io.esform.value.Value;

/// A scope without names, for constants that are needed before evaluation.
public final class ConstantScope implements Scope {

  @Override
  public Resolution resolve(NamePath reference, DiagnosticSink sink) {
    sink.error(
        "Reference not allowed",
        "References are not allowed here, because this value is read before evaluation. Use a"
            + " constant.",
        reference.range());
    return new Resolution(Value.unknown(Types.ANY), reference.segments().size());
  }
}
