package io.esform.lang.parser;

import io.esform.diag.DiagnosticSink;
import io.esform.lang.parser.Frame.Kind;
import io.esform.lang.parser.grammar.EsformLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Reads the tokens of a source and prepares them for the parser.
///
/// The result is balanced: every opener has its closer. A missing closer is reported and inserted
/// before the next definition, a stray closer is reported and dropped. Newlines are kept only where
/// they are significant. So one unclosed bracket affects one definition and not the rest of the
/// file.
final class TokenReader {

  static final int MAX_NESTING = 100;

  private final SourceText source;
  private final EsformLexer lexer;
  private final ReadingErrors errors;
  private final UnexpectedCharacters characters;
  private final DefinitionLines definitionLines;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final BitSet damage = new BitSet();
  private int conditionals;

  private TokenReader(SourceText source, Kind base, DiagnosticSink sink) {
    this.source = source;
    this.lexer = new StackSafeLexer(CharStreams.fromString(source.lexerText(), source.name()));
    this.errors = new ReadingErrors(source, sink);
    this.characters = new UnexpectedCharacters(source, sink);
    this.definitionLines = new DefinitionLines(source);
    frames.push(new Frame(base, null, 0, ""));
    lexer.removeErrorListeners();
    if (base == Kind.TEMPLATE_FILE) {
      lexer.mode(EsformLexer.LINES);
    }
  }

  /// @param all all tokens, including the end of the file
  /// @param damage the indexes of expressions with a reported missing closer
  record Tokens(List<Token> all, BitSet damage) {}

  static Tokens read(SourceText source, Kind base, DiagnosticSink sink) {
    var reader = new TokenReader(source, base, sink);
    reader.characters.checkEncoding();
    reader.readAll();
    return new Tokens(reader.tokens, reader.damage);
  }

  private void readAll() {
    Token token = lexer.nextToken();
    while (token.getType() != Token.EOF && frames.size() + conditionals <= MAX_NESTING) {
      accept(token);
      token = lexer.nextToken();
    }
    if (token.getType() == Token.EOF) {
      errors.unclosedAtEnd(frames);
    } else {
      errors.tooDeep(token);
    }
    while (!top().kind.isBase()) {
      closeSynthetically(token.getStartIndex());
    }
    tokens.add(token.getType() == Token.EOF ? token : synthetic(Token.EOF, token.getStartIndex()));
  }

  private void accept(Token token) {
    switch (token.getType()) {
      case EsformLexer.NEWLINE -> newline(token);
      case EsformLexer.LPAREN -> open(Kind.PARENTHESES, token);
      case EsformLexer.LBRACK -> open(Kind.BRACKETS, token);
      case EsformLexer.LBRACE -> openBrace(token);
      case EsformLexer.OPEN_QUOTE -> open(Kind.QUOTES, token);
      case EsformLexer.HEREDOC_START -> open(Kind.HEREDOC, token);
      case EsformLexer.INTERPOLATION_START -> open(Kind.INTERPOLATION, token);
      case EsformLexer.DIRECTIVE_START -> open(Kind.DIRECTIVE, token);
      case EsformLexer.RPAREN -> close(Kind.PARENTHESES, token);
      case EsformLexer.RBRACK -> close(Kind.BRACKETS, token);
      case EsformLexer.RBRACE, EsformLexer.STRIP_RBRACE -> closeBrace(token);
      case EsformLexer.CLOSE_QUOTE -> closeTop(token);
      case EsformLexer.TEXT -> text((CommonToken) token);
      case EsformLexer.ASSIGN -> {
        top().inValue = true;
        tokens.add(token);
      }
      case EsformLexer.FOR -> forWord(token);
      case EsformLexer.QUESTION -> {
        top().conditionals++;
        conditionals++;
        tokens.add(token);
      }
      case EsformLexer.COMMA -> {
        endConditionals();
        tokens.add(token);
      }
      case EsformLexer.SLASH -> slash(token);
      case EsformLexer.INVALID -> invalid((CommonToken) token);
      default -> tokens.add(token);
    }
  }

  private Frame top() {
    return Objects.requireNonNull(frames.peek());
  }

  private void open(Kind kind, Token token) {
    tokens.add(token);
    String marker = kind == Kind.HEREDOC ? token.getText().replaceFirst("^<<-?", "").strip() : "";
    frames.push(new Frame(kind, token, tokens.size(), marker));
  }

  private void openBrace(Token token) {
    boolean opensBody = top().kind.isBody() && !top().inValue;
    int header = opensBody ? DefinitionLines.endOfHeader(tokens, top().firstToken) : -1;
    if (header >= 0) {
      errors.braceOnOwnLine(token);
      tokens.subList(header, tokens.size()).clear();
    }
    open(opensBody ? Kind.BODY : Kind.OBJECT, token);
  }

  private void closeTop(Token token) {
    endConditionals();
    frames.pop();
    tokens.add(token);
  }

  private void endConditionals() {
    conditionals -= top().conditionals;
    top().conditionals = 0;
  }

  /// `for` as the first token after an opening brace starts a for expression: newlines up to the
  /// closing brace are blanks.
  private void forWord(Token token) {
    Frame frame = top();
    boolean first =
        tokens.subList(frame.firstToken, tokens.size()).stream()
            .allMatch(earlier -> earlier.getType() == EsformLexer.NEWLINE);
    if (frame.kind == Kind.OBJECT && first) {
      tokens.subList(frame.firstToken, tokens.size()).clear();
      frames.pop();
      frames.push(new Frame(Kind.FOR_OBJECT, frame.opener, frame.firstToken, ""));
    }
    tokens.add(token);
  }

  private void invalid(CommonToken token) {
    if (!characters.replace(token, lexer.getInputStream())) {
      return;
    }
    if (token.getType() == EsformLexer.NEWLINE) {
      newline(token);
    } else {
      tokens.add(token);
    }
  }

  private void slash(Token token) {
    if (source.text().startsWith("/*", source.offset(token.getStartIndex()))) {
      errors.unclosedComment(token);
      lexer.getInputStream().seek(source.length());
    } else {
      tokens.add(token);
    }
  }

  /// Text of a heredoc may be its end marker.
  private void text(CommonToken token) {
    Frame frame = top();
    if (frame.kind == Kind.HEREDOC && endsHeredoc(frame, token)) {
      token.setType(EsformLexer.HEREDOC_END);
      lexer.popMode();
      closeTop(token);
    } else {
      tokens.add(token);
    }
  }

  private boolean endsHeredoc(Frame frame, Token token) {
    int before = tokens.getLast().getType();
    int next = lexer.getInputStream().LA(1);
    return (before == EsformLexer.LINE_END || tokens.size() == frame.firstToken)
        && (next == '\n' || next == '\r' || next == Token.EOF)
        && token.getText().strip().equals(frame.marker);
  }

  private void newline(Token token) {
    if (top().kind == Kind.QUOTES) {
      closeUnfinishedLine(token);
    } else if (definitionLines.interrupts(top().kind, lexer.getCharIndex())) {
      closeUnfinishedExpression(token);
    }
    if (top().kind.countsNewlines()) {
      endConditionals();
      top().inValue = false;
      tokens.add(token);
    }
  }

  private void closeUnfinishedExpression(Token newline) {
    boolean header = top().kind == Kind.OBJECT;
    while (header ? !top().kind.isBody() : !top().kind.countsNewlines()) {
      if (top().kind.isBase() || top().kind == Kind.HEREDOC) {
        return;
      }
      errors.unclosed(top());
      closeSynthetically(newline.getStartIndex());
    }
  }

  /// A quoted string reaches the end of its line: closes it, with every construct inside or around
  /// it that was opened on the same line.
  private void closeUnfinishedLine(Token newline) {
    int line = newline.getLine();
    List<Frame> unfinished =
        frames.stream()
            .takeWhile(frame -> frame.opener != null && frame.opener.getLine() == line)
            .toList();
    int outermost = unfinished.stream().map(frame -> frame.kind).toList().lastIndexOf(Kind.QUOTES);
    errors.unclosedString(outermost < 1 ? List.of(top()) : unfinished.subList(0, outermost + 1));
    for (int count = 0; count <= Math.max(outermost, 0); count++) {
      closeSynthetically(newline.getStartIndex());
    }
  }

  private void close(Kind kind, Token token) {
    boolean isOpen =
        frames.stream()
            .takeWhile(frame -> !frame.kind.hasMode)
            .anyMatch(frame -> frame.kind == kind);
    if (!isOpen) {
      errors.strayCloser(token);
      return;
    }
    while (top().kind != kind) {
      errors.unclosedBefore(top(), token);
      closeSynthetically(token.getStartIndex());
    }
    closeTop(token);
  }

  private void closeBrace(Token token) {
    while (!top().kind.hasMode && !top().kind.isBase()) {
      errors.unclosedBefore(top(), token);
      closeSynthetically(token.getStartIndex());
    }
    if (top().kind.isBase()) {
      errors.strayCloser(token);
      return;
    }
    errors.closing(top(), token);
    boolean template = top().kind == Kind.INTERPOLATION || top().kind == Kind.DIRECTIVE;
    if (!template && token.getType() == EsformLexer.STRIP_RBRACE) {
      errors.strayStripMarker(token);
      ((CommonToken) token).setType(EsformLexer.RBRACE);
    }
    closeTop(token);
  }

  private void closeSynthetically(int index) {
    Frame frame = top();
    if (frame.kind.hasMode) {
      lexer.popMode();
    }
    if (frame.kind != Kind.BODY && frame.opener != null) {
      damage.set(frame.opener.getStartIndex(), index + 1);
    }
    int type =
        switch (frame.kind) {
          case PARENTHESES -> EsformLexer.RPAREN;
          case BRACKETS -> EsformLexer.RBRACK;
          case BODY, OBJECT, FOR_OBJECT, INTERPOLATION, DIRECTIVE -> EsformLexer.RBRACE;
          case QUOTES -> EsformLexer.CLOSE_QUOTE;
          case HEREDOC -> EsformLexer.HEREDOC_END;
          case FILE, SINGLE_EXPRESSION, TEMPLATE_FILE -> Token.EOF;
        };
    closeTop(synthetic(type, index));
  }

  private Token synthetic(int type, int index) {
    var token = new CommonToken(type, "");
    token.setStartIndex(index);
    token.setStopIndex(index - 1);
    token.setLine(source.line(index));
    return token;
  }

  /// A lexer whose mode does not change at a stray closing brace.
  private static final class StackSafeLexer extends EsformLexer {
    StackSafeLexer(CharStream input) {
      super(input);
    }

    @Override
    public int popMode() {
      return _modeStack.isEmpty() ? _mode : super.popMode();
    }
  }
}
