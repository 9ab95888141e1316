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

  /// Resolves a reference: a root name and the segments after it in the source. The scope consumes
  /// as many segments as it needs. `es_node.store[2].address` has three segments, so that a scope
  /// can return one instance without building the values of the others.
  ///
  /// Reports an undeclared name to the sink and returns an unknown of any type that consumes every
  /// segment.
  Resolution resolve(NamePath reference, DiagnosticSink sink);

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

  /// @param segments the segments after the root name, with evaluated keys
  /// @param range of the whole reference
  record NamePath(String root, List<Segment> segments, SourceRange rootRange, SourceRange range) {
    public NamePath {
      segments = List.copyOf(segments);
    }
  }

  /// One segment after the first name.
  sealed interface Segment {
    SourceRange range();

    /// `.name`.
    record Name(String name, SourceRange range) implements Segment {}

    /// `[key]`; the key may be unknown or sensitive.
    record Key(Value key, SourceRange range) implements Segment {}
  }

  /// @param consumed the number of segments that lead to `value`; the evaluator applies the rest
  record Resolution(Value value, int consumed) {}
}
