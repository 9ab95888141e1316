package io.esform.lang.parser;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.lang.ast.Body;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.SourceFile;
import io.esform.lang.parser.grammar.EsformParser;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;

/// Reads source text into the syntax tree.
///
/// Never throws for invalid input: the diagnostics of the result contain the errors, several per
/// text. Pure: no I/O, thread-safe.
public final class Parser {

  /// In UTF-16 units. A larger configuration file is a mistake.
  static final int MAX_LENGTH = 16 * 1024 * 1024;

  private final SourceText source;
  private final DiagnosticSink sink = new DiagnosticSink();

  private Parser(String name, String text) {
    this.source = new SourceText(name, text);
  }

  /// Reads a configuration or values file.
  ///
  /// @param path the path for source ranges
  public static ParseResult<SourceFile> parseFile(String path, String text) {
    if (text.length() > MAX_LENGTH) {
      var tooLarge = new Parser(path, "");
      var body = new Body(List.of(), tooLarge.source.range(0, 0));
      return tooLarge.tooLarge(new SourceFile(path, body));
    }
    var parser = new Parser(path, text);
    EsformParser generated = parser.generated(Frame.Kind.FILE);
    var builder = new TreeBuilder(parser.source, parser.sink);
    var definitions = new FileDefinitions(builder.bodies());
    generated.addParseListener(definitions);
    var context = generated.sourceFile();
    Body body = builder.bodies().fileBody(context.body(), definitions.items());
    return parser.result(new SourceFile(path, body));
  }

  /// Reads one expression; newlines inside it are blanks.
  ///
  /// @param name the name for source ranges, instead of a path ("-var region")
  public static ParseResult<Expression> parseExpression(String name, String text) {
    if (text.length() > MAX_LENGTH) {
      var tooLarge = new Parser(name, "");
      return tooLarge.tooLarge(new ErrorExpression(tooLarge.source.range(0, 0)));
    }
    var parser = new Parser(name, text);
    var context = parser.generated(Frame.Kind.SINGLE_EXPRESSION).singleExpression();
    var builder = new TreeBuilder(parser.source, parser.sink);
    Expression value =
        context.exception == null
            ? builder.expressions().expression(context.expression())
            : new ErrorExpression(parser.wholeRange());
    return parser.result(value);
  }

  /// Reads raw template text, as in a template file: without quotes, with literal newlines and
  /// backslashes.
  public static ParseResult<TemplateExpression> parseTemplate(String name, String text) {
    if (text.length() > MAX_LENGTH) {
      var tooLarge = new Parser(name, "");
      return tooLarge.tooLarge(new TemplateExpression(List.of(), tooLarge.source.range(0, 0)));
    }
    var parser = new Parser(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
    var context = parser.generated(Frame.Kind.TEMPLATE_FILE).templateFile();
    var builder = new TreeBuilder(parser.source, parser.sink);
    var parts = builder.templates().lines(context.parts(), false);
    return parser.result(new TemplateExpression(parts, parser.wholeRange()));
  }

  private SourceRange wholeRange() {
    return source.range(0, source.length());
  }

  private EsformParser generated(Frame.Kind base) {
    TokenReader.Tokens read = TokenReader.read(source, base, sink);
    var tokens = new CommonTokenStream(new ListTokenSource(read.all(), source.name()));
    tokens.fill();
    var parser = new EsformParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(
        new RecoveringErrorStrategy(new SyntaxErrors(source, read.damage(), sink)));
    return parser;
  }

  private <T> ParseResult<T> result(T value) {
    return new ParseResult<>(value, sink.toDiagnostics().sorted());
  }

  private <T> ParseResult<T> tooLarge(T empty) {
    sink.error(
        "File too large",
        "\"%s\" is longer than the limit of %,d characters. Split it into several files."
            .formatted(source.name(), MAX_LENGTH),
        null);
    return result(empty);
  }
}
