package io.esform.lang.parser;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.parser.Frame.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Messages of the token reader: openers without closers and closers without openers.
final class ReadingErrors {

  private final SourceText source;
  private final DiagnosticSink sink;

  /// The first brace whose closer is indented less than its own line: probably the unclosed one.
  private @Nullable Token suspect;

  ReadingErrors(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /// Reports a bracket of an expression that is still open where a definition starts.
  void unclosed(Frame frame) {
    if (frame.kind != Kind.QUOTES) {
      missingCloser(frame, "before the next definition starts");
    }
  }

  /// Reports a bracket that is still open where an outer one closes.
  void unclosedBefore(Frame frame, Token closer) {
    missingCloser(
        frame, "before the \"%s\" at %s".formatted(closer.getText(), place(source.range(closer))));
  }

  private void missingCloser(Frame frame, String where) {
    sink.error(
        "Missing closing " + closerName(frame.kind),
        "The \"%s\" opened here has no closing \"%s\" %s."
            .formatted(openerText(frame), frame.kind.closer, where),
        openerRange(frame));
  }

  void strayCloser(Token token) {
    String name =
        switch (token.getText()) {
          case ")" -> "parenthesis";
          case "]" -> "bracket";
          default -> "brace";
        };
    sink.error(
        "Unexpected closing " + name,
        "This \"%s\" has no matching opening %s. Remove it, or add the opening %s."
            .formatted(token.getText(), name, name),
        source.range(token));
  }

  void braceOnOwnLine(Token token) {
    sink.error(
        "Misplaced opening brace",
        "The \"{\" of a block belongs on the line of its header. Move it to the end of that line.",
        source.range(token));
  }

  void strayStripMarker(Token token) {
    sink.error(
        "Unexpected strip marker",
        "A \"~}\" closes an interpolation or directive of a template; here only \"}\" is allowed.",
        source.range(token));
  }

  /// @param unfinished innermost first; the last are quotes
  void unclosedString(List<Frame> unfinished) {
    if (unfinished.size() == 1) {
      sink.error(
          "Unclosed string",
          "The string opened here is not closed before the end of the line. Close it with a double"
              + " quote (\"), write a line break as \\n, or use a heredoc (<<EOT) for text of"
              + " several lines.",
          openerRange(unfinished.getFirst()));
    } else {
      sink.error(
          "Unclosed interpolation",
          "The \"%s\" opened here is not closed before the end of the line. Close it with \"}\"; to"
                  .formatted(openerText(unfinished.get(unfinished.size() - 2)))
              + " write it as text, double its first character.",
          openerRange(unfinished.get(unfinished.size() - 2)));
    }
  }

  /// @param frames innermost first
  void unclosedAtEnd(Collection<Frame> frames) {
    for (Frame frame : frames) {
      if (frame.opener != null) {
        sink.report(unclosedAtEnd(frame));
      }
    }
  }

  private Diagnostic unclosedAtEnd(Frame frame) {
    return switch (frame.kind) {
      case BODY -> unclosedBlock(frame);
      case QUOTES ->
          error(
              "Unclosed string",
              "The string opened here is not closed before the end of the text. Close it with a"
                  + " double quote (\").",
              frame);
      case HEREDOC ->
          error(
              "Unclosed heredoc",
              "The heredoc opened here has no line that contains only its end marker \"%s\"."
                  .formatted(frame.marker),
              frame);
      case INTERPOLATION ->
          error(
              "Unclosed interpolation",
              "The \"${\" opened here is not closed with \"}\". To write it as text, use \"$${\".",
              frame);
      case DIRECTIVE ->
          error(
              "Unclosed directive",
              "The \"%{\" opened here is not closed with \"}\". To write it as text, use \"%%{\".",
              frame);
      case PARENTHESES, BRACKETS, OBJECT, FOR_OBJECT, FILE, SINGLE_EXPRESSION, TEMPLATE_FILE ->
          error(
              "Missing closing " + closerName(frame.kind),
              "The \"%s\" opened here has no closing \"%s\"."
                  .formatted(openerText(frame), frame.kind.closer),
              frame);
    };
  }

  private Diagnostic unclosedBlock(Frame frame) {
    Token opener = suspect != null ? suspect : Objects.requireNonNull(frame.opener);
    suspect = null;
    return Diagnostic.error(
        "Missing closing brace",
        "The block opened here has no closing \"}\" before the end of the file.",
        source.range(opener));
  }

  private Diagnostic error(String summary, String detail, Frame frame) {
    return Diagnostic.error(summary, detail, openerRange(frame));
  }

  /// Remembers a brace whose closer is indented less than the line of its opener.
  void closing(Frame frame, Token closer) {
    Token opener = frame.opener;
    if (suspect == null
        && opener != null
        && frame.kind == Kind.BODY
        && source.isFirstOnLine(closer.getStartIndex())
        && source.indentation(closer.getStartIndex())
            < source.indentation(opener.getStartIndex())) {
      suspect = opener;
    }
  }

  void unclosedComment(Token token) {
    sink.error(
        "Unclosed comment",
        "The comment opened here is not closed with \"*/\" before the end of the text.",
        source.range(token.getStartIndex(), token.getStartIndex() + 2));
  }

  void tooDeep(Token token) {
    sink.error(
        "Nesting too deep",
        "Brackets, templates and conditionals are nested more than %d deep here. Move inner parts to"
                .formatted(TokenReader.MAX_NESTING)
            + " local values. The rest of the text was not read.",
        source.range(token));
  }

  private SourceRange openerRange(Frame frame) {
    Token opener = Objects.requireNonNull(frame.opener);
    int length = openerText(frame).length();
    return source.range(opener.getStartIndex(), opener.getStartIndex() + length);
  }

  private static String openerText(Frame frame) {
    return frame.opener == null ? "" : frame.opener.getText().strip();
  }

  private static String closerName(Kind kind) {
    return switch (kind) {
      case PARENTHESES -> "parenthesis";
      case BRACKETS -> "bracket";
      case BODY,
          OBJECT,
          FOR_OBJECT,
          INTERPOLATION,
          DIRECTIVE,
          QUOTES,
          HEREDOC,
          FILE,
          SINGLE_EXPRESSION,
          TEMPLATE_FILE ->
          "brace";
    };
  }

  static String place(SourceRange range) {
    return "line %d, column %d".formatted(range.startLine(), range.startColumn());
  }
}
