package io.esform.config.decode;

import io.esform.config.Literals;
import io.esform.config.TypeConstraint;
import io.esform.config.TypeDefaults;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.diag.Suggestion;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.FunctionCallExpression;
import io.esform.lang.ast.Expression.ObjectExpression;
import io.esform.lang.ast.Expression.ObjectItem;
import io.esform.lang.ast.Expression.ObjectKey.ExpressionKey;
import io.esform.lang.ast.Expression.ObjectKey.NameKey;
import io.esform.lang.ast.Expression.TupleExpression;
import io.esform.value.Type;
import io.esform.value.Types;
import io.esform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the type of a variable: `list(object({ name = string, port = optional(number) }))`.
final class TypeConstraintDecoder {

  private static final List<String> NAMES =
      List.of("string", "number", "bool", "any", "list", "set", "map", "tuple", "object");

  private final Function<Expression, Value> constants;
  private final DiagnosticSink sink;

  /// @param constants evaluates an expression without references
  TypeConstraintDecoder(Function<Expression, Value> constants, DiagnosticSink sink) {
    this.constants = constants;
    this.sink = sink;
  }

  TypeConstraint decode(Expression expression) {
    Optional<String> keyword = Literals.keyword(expression);
    if (keyword.isPresent()) {
      return decodeKeyword(keyword.get(), expression.range());
    }
    if (expression instanceof FunctionCallExpression call) {
      return decodeCall(call);
    }
    return invalid(
        "A type must be a name such as string, or a construct such as list(string).",
        expression.range());
  }

  private TypeConstraint decodeKeyword(String name, SourceRange range) {
    return switch (name) {
      case "string" -> simple(Types.STRING);
      case "number" -> simple(Types.NUMBER);
      case "bool" -> simple(Types.BOOL);
      case "any" -> TypeConstraint.ANY;
      case "list", "map", "set" ->
          invalid(
              "The type %s needs the type of its elements: %s(string).".formatted(name, name),
              range);
      case "object" ->
          invalid("The type object needs its attributes: object({ name = string }).", range);
      case "tuple" -> invalid("The type tuple needs its elements: tuple([string, number]).", range);
      default ->
          invalid("There is no type \"" + name + "\"." + Suggestion.didYouMean(name, NAMES), range);
    };
  }

  private TypeConstraint decodeCall(FunctionCallExpression call) {
    if (call.arguments().size() != 1) {
      return invalid(
          "The type %s takes exactly one argument.".formatted(call.name()), call.range());
    }
    Expression argument = call.arguments().getFirst();
    return switch (call.name()) {
      case "list" -> collection(Types::list, argument);
      case "set" -> collection(Types::set, argument);
      case "map" -> collection(Types::map, argument);
      case "tuple" -> decodeTuple(argument);
      case "object" -> decodeObject(argument);
      case "optional" ->
          invalid(
              "The modifier optional(…) is allowed only around the type of an object's attribute.",
              call.nameRange());
      default ->
          invalid(
              "There is no type \""
                  + call.name()
                  + "\"."
                  + Suggestion.didYouMean(call.name(), NAMES),
              call.nameRange());
    };
  }

  private TypeConstraint collection(Function<Type, Type> maker, Expression argument) {
    TypeConstraint element = decode(argument);
    TypeDefaults defaults =
        element.defaults().isEmpty()
            ? TypeDefaults.NONE
            : new TypeDefaults(Map.of(), Map.of(), element.defaults());
    return new TypeConstraint(maker.apply(element.type()), defaults);
  }

  private TypeConstraint decodeTuple(Expression argument) {
    if (!(argument instanceof TupleExpression(var elements, _))) {
      return invalid(
          "The type tuple takes a list of types: tuple([string, number]).", argument.range());
    }
    var types = new ArrayList<Type>();
    elements.forEach(element -> types.add(decode(element).type()));
    return simple(Types.tuple(types));
  }

  private TypeConstraint decodeObject(Expression argument) {
    if (!(argument instanceof ObjectExpression(var items, _))) {
      return invalid(
          "The type object takes its attributes: object({ name = string }).", argument.range());
    }
    var object = new ObjectParts();
    items.forEach(item -> decodeAttribute(item, object));
    return new TypeConstraint(
        Types.object(object.types, object.optional),
        new TypeDefaults(object.values, object.nested, null));
  }

  private void decodeAttribute(ObjectItem item, ObjectParts object) {
    String name = attributeName(item);
    if (name == null) {
      invalid("The name of an attribute must be a plain name or string.", item.key().range());
      return;
    }
    TypeConstraint constraint;
    if (item.value() instanceof FunctionCallExpression call && call.name().equals("optional")) {
      object.optional.add(name);
      constraint = decodeOptional(call, name, object);
    } else {
      constraint = decode(item.value());
    }
    object.types.put(name, constraint.type());
    if (!constraint.defaults().isEmpty()) {
      object.nested.put(name, constraint.defaults());
    }
  }

  private TypeConstraint decodeOptional(
      FunctionCallExpression call, String name, ObjectParts object) {
    if (call.arguments().isEmpty() || call.arguments().size() > 2) {
      return invalid("The modifier optional takes a type and an optional default.", call.range());
    }
    if (call.arguments().size() == 2) {
      object.values.put(name, constants.apply(call.arguments().get(1)));
    }
    return decode(call.arguments().getFirst());
  }

  private static @Nullable String attributeName(ObjectItem item) {
    return switch (item.key()) {
      case NameKey(var name, _) -> name;
      case ExpressionKey(var expression, _) -> Literals.text(expression).orElse(null);
    };
  }

  private TypeConstraint invalid(String detail, SourceRange range) {
    sink.error("Invalid type", detail, range);
    return TypeConstraint.ANY;
  }

  private static TypeConstraint simple(Type type) {
    return new TypeConstraint(type, TypeDefaults.NONE);
  }

  /// Collects the parts of an object type.
  private static final class ObjectParts {
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final TreeSet<String> optional = new TreeSet<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, TypeDefaults> nested = new LinkedHashMap<>();
  }
}
