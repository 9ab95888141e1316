package io.esform.lang.parser;

import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.BinaryExpression;
import io.esform.lang.ast.Expression.BinaryOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Builds binary operations from a flat list by precedence; all operators are left-associative.
final class OperatorStack {

  private static final Map<String, BinaryOperator> BY_SYMBOL = new HashMap<>();

  static {
    for (BinaryOperator operator : BinaryOperator.values()) {
      BY_SYMBOL.put(operator.symbol(), operator);
    }
  }

  private final Deque<Expression> operands = new ArrayDeque<>();
  private final Deque<BinaryOperator> operators = new ArrayDeque<>();

  void operand(Expression operand) {
    operands.push(operand);
  }

  void operator(String symbol) {
    BinaryOperator operator = Objects.requireNonNull(BY_SYMBOL.get(symbol));
    while (!operators.isEmpty() && operators.element().precedence() >= operator.precedence()) {
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
