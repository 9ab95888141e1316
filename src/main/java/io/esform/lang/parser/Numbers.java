package io.esform.lang.parser;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.LiteralExpression;
import io.esform.value.Value.NumberValue;
import java.math.BigDecimal;
import java.util.Optional;

/// Number literals, limited so that all digits of a number can be printed.
final class Numbers {

  private static final int MAX_DIGITS = 1000;

  private final DiagnosticSink sink;

  Numbers(DiagnosticSink sink) {
    this.sink = sink;
  }

  Expression number(String text, SourceRange range) {
    return value(text)
        .<Expression>map(value -> new LiteralExpression(new NumberValue(value), range))
        .orElseGet(() -> {
          sink.error(
              "Invalid number",
              "This number is out of range: it has more than %,d digits.".formatted(MAX_DIGITS),
              range);
          return new ErrorExpression(range);
        });
  }

  private static Optional<BigDecimal> value(String text) {
    if (text.length() > 2 * MAX_DIGITS) {
      return Optional.empty();
    }
    try {
      var value = new BigDecimal(text);
      boolean isPrintable =
          Math.abs((long) value.scale()) <= MAX_DIGITS
              && (long) value.precision() - value.scale() <= MAX_DIGITS;
      return isPrintable ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty(); // the exponent does not fit an int
    }
  }
}
