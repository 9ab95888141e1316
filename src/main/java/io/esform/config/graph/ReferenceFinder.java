package io.esform.config.graph;

import io.esform.address.InstanceKey;
import io.esform.address.ResourceAddress.Mode;
import io.esform.config.Literals;
import io.esform.config.Module.ResourceKey;
import io.esform.config.graph.Reference.Subject;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.ConditionalExpression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.ForExpression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ParenthesizedExpression;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.lang.ast.Expression.SplatItemExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.lang.ast.Expression.UnaryExpression;
import io.esform.lang.ast.Expression.VariableExpression;
import io.esform.lang.ast.TemplatePart;
import io.esform.lang.ast.TemplatePart.ForPart;
import io.esform.lang.ast.TemplatePart.IfPart;
import io.esform.lang.ast.TemplatePart.InterpolationPart;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import io.esform.value.Value.NumberValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists the references of expressions and bodies, in source order, without evaluation.
///
/// Variables of a `for`, a template loop or a `dynamic` block are not references.
public final class ReferenceFinder {

  private final List<Reference> found = new ArrayList<>();
  private final Deque<String> bound = new ArrayDeque<>();

  private ReferenceFinder() {}

  public static List<Reference> in(Expression expression) {
    var finder = new ReferenceFinder();
    finder.walk(expression);
    return List.copyOf(finder.found);
  }

  public static List<Reference> in(Body body) {
    var finder = new ReferenceFinder();
    finder.walkBody(body);
    return List.copyOf(finder.found);
  }

  private void walkBody(Body body) {
    for (var item : body.items()) {
      switch (item) {
        case Attribute attribute -> walk(attribute.value());
        case Block block when block.type().equals("dynamic") -> walkDynamic(block);
        case Block block -> walkBody(block.body());
      }
    }
  }

  private void walkDynamic(Block block) {
    String iterator = block.labels().isEmpty() ? "" : block.labels().getFirst().text();
    for (Attribute attribute : block.body().attributes()) {
      if (attribute.name().equals("iterator")) {
        iterator = Literals.keyword(attribute.value()).orElse(iterator);
      } else {
        walk(attribute.value());
      }
    }
    bound.push(iterator);
    block.body().blocks().forEach(nested -> walkBody(nested.body()));
    bound.pop();
  }

  private void walk(Expression expression) {
    switch (expression) {
      case VariableExpression variable -> reference(variable, List.of(), variable.range());
      case AttributeExpression _, IndexExpression _ -> walkChain(expression);
      case TemplateExpression(var parts, _) -> parts.forEach(this::walkPart);
      case TupleExpression(var elements, _) -> elements.forEach(this::walk);
      case ObjectExpression(var items, _) -> items.forEach(this::walkItem);
      case SplatExpression splat -> {
        walk(splat.source());
        walk(splat.each());
      }
      case ForExpression loop -> walkFor(loop);
      case ConditionalExpression(var condition, var whenTrue, var whenFalse, _) -> {
        walk(condition);
        walk(whenTrue);
        walk(whenFalse);
      }
      case BinaryExpression(_, var left, var right, _) -> {
        walk(left);
        walk(right);
      }
      case UnaryExpression(_, var operand, _) -> walk(operand);
      case FunctionCallExpression call -> call.arguments().forEach(this::walk);
      case ParenthesizedExpression(var inner, _) -> walk(inner);
      case LiteralExpression _, SplatItemExpression _, ErrorExpression _ -> {}
    }
  }

  private void walkItem(ObjectItem item) {
    if (item.key() instanceof ExpressionKey(var key, _)) {
      walk(key);
    }
    walk(item.value());
  }

  private void walkPart(TemplatePart part) {
    switch (part) {
      case LiteralPart _ -> {}
      case InterpolationPart(var expression, _) -> walk(expression);
      case IfPart(var condition, var then, var otherwise, _) -> {
        walk(condition);
        then.forEach(this::walkPart);
        otherwise.forEach(this::walkPart);
      }
      case ForPart(var keyName, var valueName, var collection, var body, _) -> {
        walk(collection);
        binding(keyName, valueName, () -> body.forEach(this::walkPart));
      }
    }
  }

  private void walkFor(ForExpression loop) {
    walk(loop.collection());
    binding(
        loop.keyName(),
        loop.valueName(),
        () -> {
          if (loop.key() != null) {
            walk(loop.key());
          }
          walk(loop.value());
          if (loop.condition() != null) {
            walk(loop.condition());
          }
        });
  }

  private void binding(@Nullable String keyName, String valueName, Runnable inside) {
    bound.push(keyName == null ? valueName : keyName);
    bound.push(valueName);
    inside.run();
    bound.pop();
    bound.pop();
  }

  /// Walks `root.a[k].b`: the chain is one reference, the keys are separate expressions.
  private void walkChain(Expression expression) {
    var steps = new ArrayDeque<Expression>();
    Expression inner = expression;
    while (true) {
      if (inner instanceof AttributeExpression attribute) {
        steps.push(attribute);
        inner = attribute.target();
      } else if (inner instanceof IndexExpression index) {
        steps.push(index);
        inner = index.target();
      } else {
        break;
      }
    }
    if (inner instanceof VariableExpression root) {
      reference(root, List.copyOf(steps), expression.range());
    } else {
      walk(inner);
    }
    for (Expression step : steps) {
      if (step instanceof IndexExpression(_, var key, _)) {
        walk(key);
      }
    }
  }

  private void reference(VariableExpression root, List<Expression> steps, SourceRange range) {
    if (!bound.contains(root.name())) {
      subject(root.name(), steps)
          .ifPresent(it -> found.add(new Reference(it, attribute(it, steps), range)));
    }
  }

  private static final Set<String> SPECIAL =
      new HashSet<>(List.of("count", "each", "path", "self", "esform"));

  private static Optional<Subject> subject(String root, List<Expression> steps) {
    String first = nameAt(steps, 0);
    if (SPECIAL.contains(root)) {
      return Optional.of(new Subject.Special(root, first));
    }
    return switch (root) {
      case "var" -> Optional.of(new Subject.InputVariable(first));
      case "local" -> Optional.of(new Subject.Local(first));
      case "module" -> Optional.of(new Subject.ModuleOutput(first, outputName(steps)));
      case "data" -> Optional.of(resource(Mode.DATA, first, nameAt(steps, 1), keyAt(steps, 2)));
      default -> Optional.of(resource(Mode.MANAGED, root, first, keyAt(steps, 1)));
    };
  }

  private static Subject resource(
      Mode mode, String type, String name, @Nullable InstanceKey instance) {
    return new Subject.ResourceSubject(new ResourceKey(mode, type, name), instance);
  }

  /// The attribute after the name of a resource and its optional key.
  private static String attribute(Subject subject, List<Expression> steps) {
    if (!(subject instanceof Subject.ResourceSubject(var key, _))) {
      return "";
    }
    int at = key.mode() == Mode.DATA ? 2 : 1;
    boolean hasKey = at < steps.size() && steps.get(at) instanceof IndexExpression;
    return nameAt(steps, hasKey ? at + 1 : at);
  }

  private static @Nullable String outputName(List<Expression> steps) {
    int at = steps.size() > 1 && steps.get(1) instanceof IndexExpression ? 2 : 1;
    String name = nameAt(steps, at);
    return name.isEmpty() ? null : name;
  }

  private static String nameAt(List<Expression> steps, int position) {
    return position < steps.size() && steps.get(position) instanceof AttributeExpression attribute
        ? attribute.name()
        : "";
  }

  private static @Nullable InstanceKey keyAt(List<Expression> steps, int position) {
    if (position >= steps.size()
        || !(steps.get(position) instanceof IndexExpression(_, var key, _))) {
      return null;
    }
    if (key instanceof LiteralExpression(NumberValue(var number), _)) {
      return InstanceKey.ofNumber(number).orElse(null);
    }
    return Literals.text(key).map(InstanceKey::of).orElse(null);
  }
}
