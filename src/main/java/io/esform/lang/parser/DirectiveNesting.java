package io.esform.lang.parser;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.TemplatePart;
import io.esform.lang.ast.TemplatePart.ForPart;
import io.esform.lang.ast.TemplatePart.IfPart;
import io.esform.lang.ast.TemplatePart.LiteralPart;
import io.esform.lang.parser.TemplatePiece.Else;
import io.esform.lang.parser.TemplatePiece.End;
import io.esform.lang.parser.TemplatePiece.ForStart;
import io.esform.lang.parser.TemplatePiece.IfStart;
import io.esform.lang.parser.TemplatePiece.Literal;
import io.esform.lang.parser.TemplatePiece.Whole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns the flat pieces of a template into parts, by nesting pieces inside their directives.
final class DirectiveNesting {

  private static final int MAX_NESTING = 50;

  private final DiagnosticSink sink;
  private final Deque<Level> levels = new ArrayDeque<>();

  DirectiveNesting(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// An open directive; the outermost level has none.
  private static final class Level {
    final @Nullable TemplatePiece start;
    final List<TemplatePart> then = new ArrayList<>();
    final List<TemplatePart> otherwise = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable SourceRange textRange;
    private boolean inElse;

    Level(@Nullable TemplatePiece start) {
      this.start = start;
    }

    void addText(String more, SourceRange range) {
      text.append(more);
      textRange = textRange == null ? range : textRange.to(range);
    }

    void add(TemplatePart part) {
      endText();
      (inElse ? otherwise : then).add(part);
    }

    void startElse() {
      endText();
      inElse = true;
    }

    /// Joins adjacent texts into one part.
    void endText() {
      SourceRange range = textRange;
      if (range != null) {
        (inElse ? otherwise : then).add(new LiteralPart(text.toString(), range));
        text.setLength(0);
        textRange = null;
      }
    }

    String end() {
      return start instanceof ForStart ? "endfor" : "endif";
    }
  }

  List<TemplatePart> nest(List<TemplatePiece> pieces) {
    levels.push(new Level(null));
    pieces.forEach(this::add);
    while (levels.size() > 1) {
      Level open = levels.element();
      SourceRange range = Objects.requireNonNull(open.start).range();
      sink.error(
          "Unclosed directive",
          "The directive opened here has no %%{ %s } before the end of its template."
              .formatted(open.end()),
          range);
      close(range);
    }
    top().endText();
    return top().then;
  }

  private void add(TemplatePiece piece) {
    switch (piece) {
      case Literal literal -> addLiteral(literal);
      case Whole whole -> top().add(whole.part());
      case IfStart start -> open(start);
      case ForStart start -> open(start);
      case Else elsePiece -> startElse(elsePiece);
      case End end -> end(end);
    }
  }

  private Level top() {
    return levels.element();
  }

  private void addLiteral(Literal literal) {
    String text = literal.text();
    if (!text.isEmpty()) {
      top().addText(text, literal.range());
    }
  }

  private void open(TemplatePiece start) {
    if (levels.size() == MAX_NESTING) {
      sink.error(
          "Nesting too deep",
          "Directives are nested more than %d deep here. Move inner parts to a local value or a"
                  .formatted(MAX_NESTING)
              + " template file.",
          start.range());
    }
    levels.push(new Level(start));
  }

  private void startElse(Else piece) {
    Level level = top();
    if (level.start instanceof IfStart && !level.inElse) {
      level.startElse();
    } else {
      unexpected("else", piece.range());
    }
  }

  private void end(End end) {
    if (top().start != null && top().end().equals(end.word())) {
      close(end.range());
    } else {
      unexpected(end.word(), end.range());
    }
  }

  private void unexpected(String word, SourceRange range) {
    TemplatePiece start = top().start;
    sink.error(
        "Unexpected " + word + " directive",
        start == null
            ? "No directive is open here."
            : "The directive opened at %s needs %%{ %s } first."
                .formatted(ReadingErrors.place(start.range()), top().end()),
        range);
  }

  private void close(SourceRange end) {
    Level level = levels.pop();
    level.endText();
    if (levels.size() > MAX_NESTING) {
      return;
    }
    TemplatePart part =
        switch (Objects.requireNonNull(level.start)) {
          case IfStart start ->
              new IfPart(start.condition(), level.then, level.otherwise, start.range().to(end));
          case ForStart start ->
              new ForPart(
                  start.keyName(),
                  start.valueName(),
                  start.collection(),
                  level.then,
                  start.range().to(end));
          case Literal literal -> new LiteralPart(literal.text(), literal.range());
          case Whole whole -> whole.part();
          case Else other -> new LiteralPart("", other.range());
          case End other -> new LiteralPart("", other.range());
        };
    top().add(part);
  }
}
