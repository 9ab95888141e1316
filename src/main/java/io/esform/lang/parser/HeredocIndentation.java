package io.esform.lang.parser;

import io.esform.lang.parser.TemplatePiece.Literal;
import java.util.ArrayList;
import java.util.List;

/// Removes the common indentation of the lines of a `<<-` heredoc.
final class HeredocIndentation {

  private HeredocIndentation() {}

  /// Changes the literals in place. Blank lines do not count; a line that starts with an
  /// interpolation has no indentation. As in HCL, strip markers are applied before: if they removed
  /// the start of a line, the rest of that line counts.
  static void remove(List<TemplatePiece> pieces) {
    int indentation = Integer.MAX_VALUE;
    boolean atLineStart = true;
    List<Literal> lineStarts = new ArrayList<>();
    for (TemplatePiece piece : pieces) {
      Literal literal = piece instanceof Literal found ? found : null;
      if (atLineStart && literal == null) {
        indentation = 0;
      } else if (atLineStart && literal != null && !isBlankLine(literal.text())) {
        indentation = Math.min(indentation, Blanks.atStart(literal.text()));
        lineStarts.add(literal);
      }
      atLineStart = literal != null && literal.text().endsWith("\n");
    }
    for (Literal literal : lineStarts) {
      literal.removeStart(indentation);
    }
  }

  private static boolean isBlankLine(String text) {
    return text.endsWith("\n") && Blanks.atStart(text) == text.length();
  }
}
