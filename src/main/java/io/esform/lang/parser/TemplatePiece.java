package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.TemplatePart;
import org.jspecify.annotations.Nullable;

/// An element of a template before its directives are nested.
sealed interface TemplatePiece {

  SourceRange range();

  /// Text of at most one line, its newline included. Grows while it is read.
  final class Literal implements TemplatePiece {
    private final StringBuilder text = new StringBuilder();
    boolean endsLine;
    private SourceRange range;
    private final boolean stripsStart;

    Literal(SourceRange range, boolean stripsStart) {
      this.range = range;
      this.stripsStart = stripsStart;
    }

    void append(String more, SourceRange moreRange) {
      int start = stripsStart && text.isEmpty() ? Blanks.atStart(more) : 0;
      text.append(more, start, more.length());
      range = range.to(moreRange);
    }

    void stripEnd() {
      text.setLength(Blanks.endBefore(text.toString()));
    }

    void removeStart(int length) {
      text.delete(0, length);
    }

    String text() {
      return text.toString();
    }

    @Override
    public SourceRange range() {
      return range;
    }
  }

  /// An interpolation.
  record Whole(TemplatePart part) implements TemplatePiece {
    @Override
    public SourceRange range() {
      return part.range();
    }
  }

  record IfStart(Expression condition, SourceRange range) implements TemplatePiece {}

  record Else(SourceRange range) implements TemplatePiece {}

  record ForStart(
      @Nullable String keyName, String valueName, Expression collection, SourceRange range)
      implements TemplatePiece {}

  /// @param word `endif` or `endfor`
  record End(String word, SourceRange range) implements TemplatePiece {}
}
