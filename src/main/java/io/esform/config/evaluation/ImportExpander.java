package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.config.Refactoring.ImportBlock;
import io.esform.diag.DiagnosticSink;
import io.esform.lang.ast.Expression;
import io.esform.value.Description;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates the `import` blocks of the root module: one target per block, or one per key of its
/// `for_each`.
public final class ImportExpander {

  private final Evaluation evaluation;
  private final DiagnosticSink sink;
  private final List<ImportTarget> targets = new ArrayList<>();

  private ImportExpander(Evaluation evaluation, DiagnosticSink sink) {
    this.evaluation = evaluation;
    this.sink = sink;
  }

  /// The targets in source order, without those that have errors.
  public static List<ImportTarget> targets(Evaluation evaluation, DiagnosticSink sink) {
    var expander = new ImportExpander(evaluation, sink);
    evaluation.root().module().refactoring().imports().forEach(expander::expand);
    return List.copyOf(expander.targets);
  }

  private void expand(ImportBlock block) {
    Expansion expansion = evaluation.expander(sink).expand(block.repetition(), evaluation.root());
    if (expansion.shape() != Expansion.Shape.UNKNOWN) {
      expansion
          .keys()
          .forEach((key, each) ->
              add(block, evaluation.root().scope().with(RepetitionData.of(key, each))));
    }
  }

  private void add(ImportBlock block, ModuleScope scope) {
    InstanceKey key = block.key() == null ? InstanceKey.none() : key(block.key(), scope);
    Value id = evaluation.evaluator().evaluate(block.id(), scope, sink);
    if (id.unmarked() instanceof StringValue(var text) && !text.isBlank()) {
      if (key != null) {
        var address = block.resource().instance(key);
        targets.add(
            new ImportTarget(address, text, id.isSensitive(), block.provider(), block.range()));
      }
    } else {
      report(
          "Invalid import id",
          "The id of an object to import must be a string that is known during planning",
          id,
          block.id());
    }
  }

  private @Nullable InstanceKey key(Expression expression, ModuleScope scope) {
    Value value = evaluation.evaluator().evaluate(expression, scope, sink);
    if (value instanceof StringValue(var name)) {
      return InstanceKey.of(name);
    }
    if (value instanceof NumberValue(var number) && InstanceKey.ofNumber(number).isPresent()) {
      return InstanceKey.of(number.intValue());
    }
    report(
        "Invalid import key",
        "The key of an instance to import must be a string or a whole number that is known during"
            + " planning",
        value,
        expression);
    return null;
  }

  private void report(String summary, String rule, Value value, Expression expression) {
    String found =
        value.isSensitive()
            ? "a sensitive value"
            : value.isKnown() ? Description.type(value) : "not known yet";
    sink.error(summary, "%s. This one is %s.".formatted(rule, found), expression.range());
  }
}
