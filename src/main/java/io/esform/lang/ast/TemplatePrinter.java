package io.esform.lang.ast;

import io.esform.lang.ast.TemplatePart.ForPart;
import io.esform.lang.ast.TemplatePart.IfPart;
import io.esform.lang.ast.TemplatePart.InterpolationPart;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import java.util.List;

/// Prints the inside of quoted templates.
final class TemplatePrinter {

  private TemplatePrinter() {}

  /// @param followed whether more of the template follows these parts
  static String print(List<TemplatePart> parts, boolean followed) {
    var text = new StringBuilder();
    for (int index = 0; index < parts.size(); index++) {
      text.append(print(parts.get(index), followed || index + 1 < parts.size()));
    }
    return text.toString();
  }

  private static String print(TemplatePart part, boolean followed) {
    return switch (part) {
      case LiteralPart literal -> escape(literal.text(), followed);
      case InterpolationPart interpolation ->
          "${" + InlinePrinter.print(interpolation.expression()) + "}";
      case IfPart choice ->
          "%{ if "
              + InlinePrinter.print(choice.condition())
              + " }"
              + print(choice.then(), true)
              + (choice.otherwise().isEmpty() ? "" : "%{ else }" + print(choice.otherwise(), true))
              + "%{ endif }";
      case ForPart loop ->
          "%{ for "
              + (loop.keyName() == null ? "" : loop.keyName() + ", ")
              + loop.valueName()
              + " in "
              + InlinePrinter.print(loop.collection())
              + " }"
              + print(loop.body(), true)
              + "%{ endfor }";
    };
  }

  /// Escapes text for a quoted string.
  ///
  /// @param followed whether a sequence may follow: then a last `$` or `%` must not join it
  static String escape(String text, boolean followed) {
    var escaped = new StringBuilder(text.length());
    int offset = 0;
    while (offset < text.length()) {
      int point = text.codePointAt(offset);
      offset += Character.charCount(point);
      boolean isSign = point == '$' || point == '%';
      if (isSign && offset < text.length() && text.charAt(offset) == '{') {
        escaped.appendCodePoint(point).appendCodePoint(point);
      } else if (isSign && followed && offset == text.length()) {
        escaped.append("\\u%04x".formatted(point));
      } else {
        appendEscaped(escaped, point);
      }
    }
    return escaped.toString();
  }

  private static void appendEscaped(StringBuilder escaped, int point) {
    switch (point) {
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      case '\t' -> escaped.append("\\t");
      case '"' -> escaped.append("\\\"");
      case '\\' -> escaped.append("\\\\");
      default -> {
        if (Character.isISOControl(point) || point == 0xFFFD) {
          escaped.append("\\u%04x".formatted(point));
        } else {
          escaped.appendCodePoint(point);
        }
      }
    }
  }
}
