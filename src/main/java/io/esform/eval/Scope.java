package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the names of an expression mean.
public interface Scope {

  /// Resolves a reference: a first name and the steps that follow it in the source, as many of
  /// which the scope takes as it needs. `es_node.store[2].address` comes with all three steps, so
  /// that a scope can answer for one instance without building the values of its siblings.
  ///
  /// A name that means nothing is reported to the sink and answered with an unknown of any type
  /// that consumes every step.
  Resolution resolve(Reference reference, DiagnosticSink sink);

  /// What this scope has in common with others, which differ from it in the values of some names;
  /// null when there is nothing.
  default @Nullable Shared shared() {
    return null;
  }

  /// Values that are the same in several scopes.
  interface Shared {

    /// The value of an expression of the source. Where it is the same in all these scopes, only the
    /// first time takes an evaluation.
    Evaluated get(Expression expression, Supplier<Evaluated> evaluation);
  }

  /// @param faults to be reported wherever the value is used
  record Evaluated(Value value, Diagnostics faults) {}

  /// @param steps what follows the first name, keys already evaluated
  /// @param range of the whole reference
  record Reference(String root, List<Step> steps, SourceRange rootRange, SourceRange range) {
    public Reference {
      steps = List.copyOf(steps);
    }
  }

  /// One step after the first name.
  sealed interface Step {
    SourceRange range();

    /// `.name`.
    record Name(String name, SourceRange range) implements Step {}

    /// `[key]`; the key may be unknown or sensitive.
    record Key(Value key, SourceRange range) implements Step {}
  }

  /// @param consumed how many of the steps `value` already stands for; the evaluator takes the rest
  record Resolution(Value value, int consumed) {}
}
