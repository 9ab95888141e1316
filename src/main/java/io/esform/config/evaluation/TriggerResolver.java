package io.esform.config.evaluation;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Module.ResourceKey;
import io.esform.config.Resource;
import io.esform.diag.DiagnosticSink;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.value.AttributePath;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resolves the entries of `replace_triggered_by`. Their form and their resources are already
/// checked.
final class TriggerResolver {

  private final Evaluator evaluator;
  private final ResourceInstance instance;
  private final DiagnosticSink sink;

  TriggerResolver(Evaluator evaluator, ResourceInstance instance, DiagnosticSink sink) {
    this.evaluator = evaluator;
    this.instance = instance;
    this.sink = sink;
  }

  /// Null if the entry cannot be resolved; the error is already reported.
  @Nullable Trigger resolve(Expression entry) {
    var steps = new ArrayDeque<Expression>();
    Expression root = entry;
    while (!(root instanceof VariableExpression)) {
      steps.push(root);
      root = target(root);
    }
    String type = ((VariableExpression) root).name();
    String name =
        steps.pollFirst() instanceof AttributeExpression attribute ? attribute.name() : "";
    ModuleInstance module = instance.module();
    Resource resource = module.module().resources().get(new ResourceKey(Mode.MANAGED, type, name));
    return resource == null ? null : resolve(module, resource, steps, entry);
  }

  private static Expression target(Expression link) {
    return switch (link) {
      case AttributeExpression attribute -> attribute.target();
      case IndexExpression index -> index.target();
      default -> new VariableExpression("", link.range());
    };
  }

  private @Nullable Trigger resolve(
      ModuleInstance module, Resource resource, Deque<Expression> steps, Expression entry) {
    List<ResourceInstance> instances;
    String text = resource.key().toString();
    boolean keyed = module.expansion(resource).shape() != Expansion.Shape.SINGLE;
    if (keyed && steps.peekFirst() instanceof IndexExpression index) {
      steps.removeFirst();
      InstanceKey key = key(index.key());
      if (key == null) {
        return null;
      }
      ResourceInstance named = module.instance(resource, key);
      instances = named == null ? List.of() : List.of(named);
      text += key;
    } else {
      instances = module.instances(resource);
    }
    AttributePath path = path(steps);
    if (path == null || (keyed && !path.segments().isEmpty() && instances.size() != 1)) {
      sink.error(
          "Invalid replace_triggered_by",
          "%s has several instances. To refer to an attribute, select one instance: %s[…]."
              .formatted(resource.key(), resource.key()),
          entry.range());
      return null;
    }
    return new Trigger(instances, path, path.segments().isEmpty() ? text : text + "." + path);
  }

  private @Nullable AttributePath path(Iterable<Expression> steps) {
    AttributePath path = AttributePath.ROOT;
    for (Expression step : steps) {
      switch (step) {
        case AttributeExpression attribute -> path = path.attribute(attribute.name());
        case IndexExpression index -> {
          InstanceKey key = key(index.key());
          switch (key) {
            case InstanceKey.IntKey(int number) -> path = path.index(number);
            case InstanceKey.StringKey(String name) -> path = path.key(name);
            case InstanceKey.NoKey() -> {}
            case null -> {
              return null;
            }
          }
        }
        default -> {}
      }
    }
    return path;
  }

  private @Nullable InstanceKey key(Expression expression) {
    Value value = evaluator.evaluate(expression, instance.module().scopeOf(instance), sink);
    if (value.isSensitive()) {
      sink.error(
          "Invalid replace_triggered_by",
          "A key in replace_triggered_by is shown in plans, so it must not be sensitive.",
          expression.range());
      return null;
    }
    return switch (value) {
      case NumberValue(var number) when InstanceKey.ofNumber(number).isPresent() ->
          InstanceKey.of(number.intValue());
      case StringValue(var text) -> InstanceKey.of(text);
      default -> {
        if (!sink.hasErrors()) {
          sink.error(
              "Invalid replace_triggered_by",
              "A key in replace_triggered_by must be a number or a string that is known during"
                  + " planning.",
              expression.range());
        }
        yield null;
      }
    };
  }
}
