package io.esform.config.evaluation;

import io.esform.config.graph.Reference.Subject;
import io.esform.config.graph.ReferenceFinder;
import io.esform.diag.Diagnostics;
import io.esform.eval.Scope;
import io.esform.eval.Scope.Evaluated;
import io.esform.lang.ast.Expression;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Parts of expressions that have the same value for all instances of a block, because they do not
/// use `count`, `each` or `self`: the list in `element(es_node.store[*].id, count.index)`. Each is
/// evaluated once; otherwise a thousand instances would each build a list of a thousand elements.
final class SharedExpressions implements Scope.Shared {

  private static final Set<String> INSTANCE_NAMES = Set.of("count", "each", "self");

  private final Map<ExpressionIdentity, Boolean> independent;
  private final Memo<ExpressionIdentity, Evaluated> values =
      new Memo<>(new Evaluated(Value.unknown(Types.ANY), Diagnostics.none()));

  /// An expression by identity: equal expressions at two places in the source are different.
  private record ExpressionIdentity(Expression expression) {
    @Override
    @SuppressWarnings("ReferenceEquality") // which is the point
    public boolean equals(Object other) {
      return other instanceof ExpressionIdentity(var same) && same == expression;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(expression);
    }
  }

  private SharedExpressions(Map<ExpressionIdentity, Boolean> independent) {
    this.independent = independent;
  }

  /// The shared expressions of the first module instance of an evaluation.
  static SharedExpressions first() {
    return new SharedExpressions(new ConcurrentHashMap<>());
  }

  /// The shared expressions of another module instance, with the same analysis of references and
  /// separate values.
  SharedExpressions another() {
    return new SharedExpressions(independent);
  }

  @Override
  public Evaluated get(Expression expression, Supplier<Evaluated> evaluation) {
    var place = new ExpressionIdentity(expression);
    return independent.computeIfAbsent(place, _ -> isIndependent(expression))
        ? values.get(place, evaluation)
        : evaluation.get();
  }

  private static boolean isIndependent(Expression expression) {
    return ReferenceFinder.in(expression).stream()
        .noneMatch(reference ->
            reference.subject() instanceof Subject.Special(var root, _)
                && INSTANCE_NAMES.contains(root));
  }
}
