package io.esform.eval.functions;

import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Arithmetic.
final class NumberFunctions {

  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private NumberFunctions() {}

  static Function abs() {
    return ofNumber("abs", BigDecimal::abs);
  }

  static Function ceil() {
    return ofNumber("ceil", number -> number.setScale(0, RoundingMode.CEILING));
  }

  static Function floor() {
    return ofNumber("floor", number -> number.setScale(0, RoundingMode.FLOOR));
  }

  static Function signum() {
    return ofNumber("signum", number -> BigDecimal.valueOf(number.signum()));
  }

  private static Function ofNumber(String name, UnaryOperator<BigDecimal> operation) {
    return Function.of(
        name,
        Types.NUMBER,
        arguments -> new NumberValue(operation.apply(arguments.number(0))),
        number("number"));
  }

  static Function max() {
    return Function.of(
            "max", Types.NUMBER, arguments -> fold(arguments, BigDecimal::max), number("number"))
        .andMore(number("numbers"));
  }

  static Function min() {
    return Function.of(
            "min", Types.NUMBER, arguments -> fold(arguments, BigDecimal::min), number("number"))
        .andMore(number("numbers"));
  }

  private static Value fold(CallArguments arguments, BinaryOperator<BigDecimal> choice) {
    BigDecimal result = arguments.number(0);
    for (int position = 1; position < arguments.size(); position++) {
      result = choice.apply(result, arguments.number(position));
    }
    return new NumberValue(result);
  }

  static Function sum() {
    return Function.of(
        "sum", Types.NUMBER, NumberFunctions::sum, Parameter.of("list", Types.list(Types.NUMBER)));
  }

  private static Value sum(CallArguments arguments) {
    List<Value> elements = arguments.elements(0);
    if (elements.isEmpty()) {
      throw new FunctionFault(0, "an empty list has no sum");
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Value element : elements) {
      if (!(element instanceof NumberValue(var number))) {
        throw new FunctionFault(0, "the list must not contain a null");
      }
      sum = sum.add(number);
    }
    return new NumberValue(sum);
  }

  static Function log() {
    return Function.of(
        "log",
        Types.NUMBER,
        arguments ->
            finite(
                Math.log(arguments.number(0).doubleValue())
                    / Math.log(arguments.number(1).doubleValue())),
        number("number"),
        number("base"));
  }

  static Function pow() {
    return Function.of(
        "pow", Types.NUMBER, NumberFunctions::pow, number("number"), number("exponent"));
  }

  /// Exact for whole exponents of at least 0, else with the precision of a double.
  private static Value pow(CallArguments arguments) {
    BigDecimal base = arguments.number(0);
    BigDecimal exponent = arguments.number(1);
    boolean isWhole = exponent.stripTrailingZeros().scale() <= 0 && exponent.signum() >= 0;
    boolean isTrivial = base.signum() == 0 || base.abs().compareTo(BigDecimal.ONE) == 0;
    if (!isWhole || isTrivial) {
      return finite(Math.pow(base.doubleValue(), exponent.doubleValue()));
    }
    long digits = (long) base.precision() + Math.abs((long) base.scale());
    if (exponent.compareTo(BigDecimal.valueOf(4L * NumberValue.MOST_DIGITS / digits)) > 0) {
      throw new FunctionFault(1, "the result has too many digits");
    }
    return new NumberValue(base.pow(exponent.intValueExact()));
  }

  private static Value finite(double result) {
    if (!Double.isFinite(result)) {
      throw new FunctionFault(FunctionFault.NO_ARGUMENT, "the result is not a finite number");
    }
    return new NumberValue(new BigDecimal(Double.toString(result)));
  }

  static Function parseint() {
    return Function.of(
        "parseint",
        Types.NUMBER,
        NumberFunctions::parseint,
        Parameter.of("number", Types.STRING),
        number("base"));
  }

  private static Value parseint(CallArguments arguments) {
    String text = arguments.text(0);
    int base = arguments.whole(1);
    if (base < 2 || base > DIGITS.length()) {
      throw new FunctionFault(1, "the base must be from 2 to " + DIGITS.length());
    }
    boolean isNegative = text.startsWith("-");
    String digits = isNegative || text.startsWith("+") ? text.substring(1) : text;
    if (digits.isEmpty() || digits.length() > NumberValue.MOST_DIGITS) {
      throw notOfBase(arguments, base);
    }
    BigInteger result = BigInteger.ZERO;
    for (int at = 0; at < digits.length(); at++) {
      char digit = digits.charAt(at);
      int value = DIGITS.indexOf(base <= 36 ? Character.toLowerCase(digit) : digit);
      if (value < 0 || value >= base) {
        throw notOfBase(arguments, base);
      }
      result = result.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(value));
    }
    return new NumberValue(new BigDecimal(isNegative ? result.negate() : result));
  }

  private static FunctionFault notOfBase(CallArguments arguments, int base) {
    return new FunctionFault(0, arguments.shown(0) + " is not a whole number in base " + base);
  }

  private static Parameter number(String name) {
    return Parameter.of(name, Types.NUMBER);
  }
}
