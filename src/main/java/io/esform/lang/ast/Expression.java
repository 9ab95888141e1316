package io.esform.lang.ast;

import io.esform.diag.SourceRange;
import io.esform.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression of the language (HCL 2 native syntax).
public sealed interface Expression {

  SourceRange range();

  /// A number, `true`, `false` or `null`. Strings are {@link TemplateExpression}s.
  record LiteralExpression(Value value, SourceRange range) implements Expression {}

  /// A quoted string or a heredoc; a plain string has one literal part or none.
  ///
  /// Escapes, heredoc indentation and strip markers (`~`) are already applied to literal parts. A
  /// template with exactly one interpolation has the unconverted value of that expression.
  record TemplateExpression(List<TemplatePart> parts, SourceRange range) implements Expression {
    public TemplateExpression {
      parts = List.copyOf(parts);
    }
  }

  /// `[a, b]`.
  record TupleExpression(List<Expression> elements, SourceRange range) implements Expression {
    public TupleExpression {
      elements = List.copyOf(elements);
    }
  }

  /// `{ a = 1, (b) = 2 }`.
  record ObjectExpression(List<ObjectItem> items, SourceRange range) implements Expression {
    public ObjectExpression {
      items = List.copyOf(items);
    }
  }

  record ObjectItem(ObjectKey key, Expression value, SourceRange range) {}

  /// The left side of an object item.
  sealed interface ObjectKey {
    SourceRange range();

    /// A bare identifier, used as a literal name.
    record NameKey(String name, SourceRange range) implements ObjectKey {}

    /// A string, or any expression in parentheses.
    record ExpressionKey(Expression expression, SourceRange range) implements ObjectKey {}
  }

  /// The first name of a reference: `var`, `local`, a resource type, a `for` variable.
  record VariableExpression(String name, SourceRange range) implements Expression {}

  /// `target.name`.
  record AttributeExpression(
      Expression target, String name, SourceRange nameRange, SourceRange range)
      implements Expression {}

  /// `target[key]`, and the old form `target.0`, whose key is a number literal.
  record IndexExpression(Expression target, Expression key, SourceRange range)
      implements Expression {}

  /// `source[*].a[0]` (full) or `source.*.a` (attribute-only).
  ///
  /// @param each the expression for every element, on a {@link SplatItemExpression}
  record SplatExpression(Expression source, boolean full, Expression each, SourceRange range)
      implements Expression {}

  /// The current element inside the `each` of a splat; has no source text.
  record SplatItemExpression(SourceRange range) implements Expression {}

  /// `[for k, v in c : v if t]`, or `{for k, v in c : k => v... if t}` when `key` is present.
  ///
  /// @param grouped `...` after the value: the values of equal keys become a tuple
  record ForExpression(
      @Nullable String keyName,
      String valueName,
      Expression collection,
      @Nullable Expression key,
      Expression value,
      boolean grouped,
      @Nullable Expression condition,
      SourceRange range)
      implements Expression {}

  record ConditionalExpression(
      Expression condition, Expression whenTrue, Expression whenFalse, SourceRange range)
      implements Expression {}

  record BinaryExpression(
      BinaryOperator operator, Expression left, Expression right, SourceRange range)
      implements Expression {}

  record UnaryExpression(UnaryOperator operator, Expression operand, SourceRange range)
      implements Expression {}

  /// @param name may contain `::` for a function of a provider
  /// @param expandFinal `...` after the last argument, which must then be a sequence
  record FunctionCallExpression(
      String name,
      List<Expression> arguments,
      boolean expandFinal,
      SourceRange nameRange,
      SourceRange range)
      implements Expression {
    public FunctionCallExpression {
      arguments = List.copyOf(arguments);
    }
  }

  record ParenthesizedExpression(Expression inner, SourceRange range) implements Expression {}

  /// Replaces an invalid expression, whose fault is already reported; evaluates to an unknown.
  record ErrorExpression(SourceRange range) implements Expression {}

  enum BinaryOperator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 4),
    LESS_OR_EQUAL("<=", 4),
    GREATER(">", 4),
    GREATER_OR_EQUAL(">=", 4),
    ADD("+", 5),
    SUBTRACT("-", 5),
    MULTIPLY("*", 6),
    DIVIDE("/", 6),
    MODULO("%", 6);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
      this.symbol = symbol;
      this.precedence = precedence;
    }

    public String symbol() {
      return symbol;
    }

    /// 1 (loosest) to 6 (tightest); operators of the same precedence are left-associative.
    public int precedence() {
      return precedence;
    }
  }

  enum UnaryOperator {
    NEGATE("-"),
    NOT("!");

    private final String symbol;

    UnaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
