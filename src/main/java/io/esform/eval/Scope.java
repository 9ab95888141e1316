package io.esform.eval;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.value.Value;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Resolves the names in an expression.
public interface Scope {

  /// Resolves a reference: a root name and the steps after it in the source. The scope consumes as
  /// many steps as it needs. `es_node.store[2].address` has three steps, so that a scope can return
  /// one instance without building the values of the others.
  ///
  /// Reports an undeclared name to the sink and returns an unknown of any type that consumes every
  /// step.
  Resolution resolve(Reference reference, DiagnosticSink sink);

  /// Values that this scope shares with scopes that differ in some names only; null for none.
  default @Nullable Shared shared() {
    return null;
  }

  /// Values of expressions that are the same in several scopes.
  interface Shared {

    /// The value of an expression. An expression with the same value in all these scopes is
    /// evaluated once.
    Evaluated get(Expression expression, Supplier<Evaluated> evaluation);
  }

  /// @param faults to report at each use of the value
  record Evaluated(Value value, Diagnostics faults) {}

  /// @param steps the steps after the root name, with evaluated keys
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

  /// @param consumed the number of steps that lead to `value`; the evaluator applies the rest
  record Resolution(Value value, int consumed) {}
}
