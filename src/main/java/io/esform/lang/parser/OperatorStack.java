package io.esform.lang.parser;

import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.BinaryOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Builds binary operations from a flat list by precedence; all operators are left-associative.
final class OperatorStack {

  private static final Map<String, BinaryOperator> BY_SYMBOL = new HashMap<>();
  private static final Map<BinaryOperator, Integer> PRECEDENCE =
      new EnumMap<>(BinaryOperator.class);

  static {
    for (BinaryOperator operator : BinaryOperator.values()) {
      BY_SYMBOL.put(operator.symbol(), operator);
      PRECEDENCE.put(operator, precedenceOf(operator));
    }
  }

  private final Deque<Expression> operands = new ArrayDeque<>();
  private final Deque<BinaryOperator> operators = new ArrayDeque<>();

  private static int precedenceOf(BinaryOperator operator) {
    return switch (operator) {
      case OR -> 1;
      case AND -> 2;
      case EQUAL, NOT_EQUAL -> 3;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> 4;
      case ADD, SUBTRACT -> 5;
      case MULTIPLY, DIVIDE, MODULO -> 6;
    };
  }

  private static int precedence(BinaryOperator operator) {
    return Objects.requireNonNull(PRECEDENCE.get(operator));
  }

  void operand(Expression operand) {
    operands.push(operand);
  }

  void operator(String symbol) {
    BinaryOperator operator = Objects.requireNonNull(BY_SYMBOL.get(symbol));
    while (!operators.isEmpty() && precedence(operators.element()) >= precedence(operator)) {
      reduce();
    }
    operators.push(operator);
  }

  Expression result() {
    while (!operators.isEmpty()) {
      reduce();
    }
    return operands.element();
  }

  private void reduce() {
    Expression right = operands.pop();
    Expression left = operands.pop();
    operands.push(
        new BinaryExpression(operators.pop(), left, right, left.range().to(right.range())));
  }
}
