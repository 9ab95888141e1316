package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.eval.functions.CallResult.Faulted;
import io.esform.eval.functions.CallResult.Returned;
import io.esform.eval.functions.Function;
import io.esform.eval.functions.Size;
import io.esform.eval.functions.TemplateRenderer;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.value.Description;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Function calls.
final class Calls {

  private static final int DEEPEST_TEMPLATE = 16;

  private Calls() {}

  static Value evaluate(EvaluationContext evaluation, FunctionCallExpression call) {
    if (call.name().equals("try")) {
      return Attempts.tryEach(evaluation, call);
    }
    if (call.name().equals("can")) {
      return Attempts.can(evaluation, call);
    }
    Optional<Function> function = evaluation.functions().find(call.name());
    if (function.isEmpty()) {
      return evaluation.fail(
          "Call to unknown function",
          "There is no function \""
              + call.name()
              + "\"."
              + Suggestion.didYouMean(call.name(), evaluation.functions().names()),
          call.nameRange(),
          call.range());
    }
    var arguments = new ArrayList<Value>();
    Size size = Size.ofElements();
    for (Expression argument : call.arguments()) {
      Value value = evaluation.evaluate(argument);
      arguments.add(value);
      if (isProduced(argument) && !size.add(value)) {
        break;
      }
    }
    if (!evaluation.isWithin(size, call.range())) {
      return EvaluationContext.failed();
    }
    return call.expandFinal()
        ? expanded(evaluation, call, function.get(), arguments)
        : apply(evaluation, call, function.get(), arguments);
  }

  /// Whether the expression produces a new value. The value of a name exists already and may be
  /// large: counting it at every use would make a loop over it quadratic.
  private static boolean isProduced(Expression argument) {
    return switch (argument) {
      case Expression.VariableExpression _,
          Expression.AttributeExpression _,
          Expression.IndexExpression _,
          Expression.SplatItemExpression _,
          Expression.LiteralExpression _,
          Expression.ErrorExpression _ ->
          false;
      case Expression.ParenthesizedExpression(var inner, _) -> isProduced(inner);
      case Expression.TemplateExpression _,
          Expression.TupleExpression _,
          Expression.ObjectExpression _,
          Expression.SplatExpression _,
          Expression.ForExpression _,
          Expression.ConditionalExpression _,
          Expression.BinaryExpression _,
          Expression.UnaryExpression _,
          FunctionCallExpression _ ->
          true;
    };
  }

  private static Value expanded(
      EvaluationContext evaluation,
      FunctionCallExpression call,
      Function function,
      List<Value> arguments) {
    Value last = arguments.removeLast();
    evaluation.noteSecrets(last);
    if (!last.isKnown()) {
      return EvaluationContext.marked(Value.unknown(Types.ANY), last.isSensitive());
    }
    switch (last.unmarked()) {
      case Value.ListValue list -> addAll(arguments, list.elements(), last.isSensitive());
      case Value.TupleValue tuple -> addAll(arguments, tuple.elements(), last.isSensitive());
      case Value.SetValue set -> {
        if (!set.isWhollyKnown()) {
          return EvaluationContext.marked(Value.unknown(Types.ANY), last.isSensitive());
        }
        addAll(arguments, set.elements(), last.isSensitive());
      }
      case Value.StringValue _,
          Value.NumberValue _,
          Value.BoolValue _,
          Value.MapValue _,
          Value.ObjectValue _,
          Value.NullValue _,
          Value.UnknownValue _,
          Value.SensitiveValue _ -> {
        return evaluation.fail(
            "Invalid expanding argument value",
            "The expression before \"...\" must be a list, set or tuple, but "
                + Description.claim(last, false)
                + ".",
            call.arguments().getLast().range(),
            call.range());
      }
    }
    return EvaluationContext.marked(
        apply(evaluation, call, function, arguments), last.isSensitive());
  }

  private static void addAll(List<Value> arguments, List<Value> elements, boolean secret) {
    elements.forEach(element -> arguments.add(EvaluationContext.marked(element, secret)));
  }

  private static Value apply(
      EvaluationContext evaluation,
      FunctionCallExpression call,
      Function function,
      List<Value> arguments) {
    if (function.looksAtSecret(arguments)) {
      evaluation.noteSecrets(Value.sensitive(Value.nullOf(Types.ANY)));
    }
    return switch (function.call(arguments, evaluation.limits(), renderer(evaluation, call))) {
      case Returned(var value) -> {
        if (!function.name().equals("sensitive")) {
          evaluation.noteSecrets(value);
        }
        yield evaluation.bounded(value, call.range());
      }
      case Faulted(var argument, var message, var diagnostics) -> {
        if (evaluation.limits().isSpent()) {
          yield EvaluationContext.failed();
        }
        arguments.forEach(evaluation::noteSecretsWithin);
        evaluation.sink().report(diagnostics);
        // A template inside a template: its fault is already reported.
        yield diagnostics.hasErrors() && evaluation.surroundings().templateDepth() > 0
            ? EvaluationContext.failed()
            : evaluation.fail(
                "Error in function call",
                "Call to function \"" + call.name() + "\" failed: " + message + ".",
                subject(call, argument),
                call.range());
      }
    };
  }

  private static SourceRange subject(FunctionCallExpression call, int argument) {
    List<Expression> arguments = call.arguments();
    return argument < 0 || arguments.isEmpty()
        ? call.nameRange()
        : arguments.get(Math.min(argument, arguments.size() - 1)).range();
  }

  private static TemplateRenderer renderer(
      EvaluationContext evaluation, FunctionCallExpression call) {
    return (template, variables, sink) -> {
      if (evaluation.surroundings().templateDepth() >= DEEPEST_TEMPLATE) {
        sink.error(
            "Template calls too deep",
            "Template calls are nested more than " + DEEPEST_TEMPLATE + " deep.",
            call.range());
        return EvaluationContext.failed();
      }
      return evaluation
          .within(new VariablesScope(variables))
          .reportingTo(sink)
          .insideTemplate()
          .evaluate(template);
    };
  }
}
