package io.esform.lang.parser;

import static io.esform.lang.parser.grammar.EsformParser.*;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import java.util.BitSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/// Messages of the parser: the construct, the unexpected token, and a correction.
final class SyntaxErrors {

  private final SourceText source;
  private final BitSet damage;
  private final DiagnosticSink sink;

  /// @param damage the indexes of text with an already reported missing closer
  SyntaxErrors(SourceText source, BitSet damage, DiagnosticSink sink) {
    this.source = source;
    this.damage = damage;
    this.sink = sink;
  }

  private record Message(String summary, String detail) {}

  /// @param context the rule that failed
  /// @param token the unexpected token
  void report(ParserRuleContext context, Token token, TokenStream input) {
    if (token.getType() == INVALID || damage.get(token.getStartIndex())) {
      return; // already reported while tokens were read
    }
    Message message = message(context, token, input);
    sink.error(message.summary, message.detail, subject(token, input));
  }

  /// For a newline or the end of the file, points at the end of the previous word.
  private SourceRange subject(Token token, TokenStream input) {
    boolean isVisible = token.getType() != NEWLINE && token.getStopIndex() >= token.getStartIndex();
    if (isVisible || input.index() == 0) {
      return source.range(token);
    }
    int end = input.get(input.index() - 1).getStopIndex() + 1;
    return source.range(end, end);
  }

  private Message message(ParserRuleContext context, Token token, TokenStream input) {
    String found = FoundToken.describe(token);
    return switch (context) {
      case BodyContext _ -> inBody(token, found);
      case DefinitionContext definition -> inDefinition(definition, token, input);
      case ObjectItemsContext _ -> inObject(token, found);
      case ObjectItemContext item ->
          new Message(
              "Missing value of an object item",
              "After the key \"%s\", \"=\" and a value were expected; found %s."
                  .formatted(text(item.getStart(), input), found));
      case TupleContext _ -> inTuple(token, found);
      case ForHeaderContext _, ForConditionContext _ ->
          new Message(
              "Invalid for expression",
              "A for expression has the form \"for value in collection : …\" or \"for key, value in"
                  + " collection : …\"; found "
                  + found
                  + ".");
      case ObjectContext _ -> inForObject(token, found);
      case ExpressionContext _ ->
          new Message(
              "Missing false result of a conditional",
              "A conditional has the form \"condition ? value : other value\". A \":\" was"
                  + " expected; found "
                  + found
                  + ".");
      case ReferenceContext _ -> inReference(found);
      case ParenthesizedContext _ ->
          new Message(
              "Unbalanced parentheses",
              "A closing parenthesis was expected after this expression; found " + found + ".");
      case SuffixContext suffix -> inSuffix(suffix, found);
      case InterpolationContext _ ->
          new Message(
              "Extra characters after interpolation expression",
              "A \"}\" was expected after the expression; found "
                  + found
                  + ". If this is meant for another language, such as a shell script, write \"$${\""
                  + " instead of \"${\".");
      case DirectiveContext _ ->
          new Message(
              "Invalid template directive",
              "A directive has the form %%{ if condition }, %%{ else }, %%{ endif }, %%{ for value in"
                      .formatted()
                  + " collection } or %{ endfor }; found "
                  + found
                  + ".");
      case SingleExpressionContext _ ->
          new Message(
              "Extra characters after expression",
              "The expression ends before " + found + ", which cannot follow it.");
      default -> expressionExpected(token, found, input);
    };
  }

  private static Message inBody(Token token, String found) {
    return switch (token.getType()) {
      case OPEN_QUOTE ->
          new Message(
              "Invalid argument name", "Names of arguments and blocks are written without quotes.");
      case COMMA ->
          new Message("Unexpected comma", "Arguments are separated by newlines. Remove the comma.");
      case COLON, ARROW ->
          new Message(
              "Missing equals sign", "An argument is written with \"=\", not " + found + ".");
      default ->
          new Message(
              "Argument or block definition required",
              "An argument (name = value) or a block (name { … }) was expected; found "
                  + found
                  + ".");
    };
  }

  private static Message inDefinition(
      DefinitionContext definition, Token token, TokenStream input) {
    String name = text(definition.getStart(), input);
    String found = FoundToken.describe(token);
    if (definition.label().isEmpty()) {
      return switch (token.getType()) {
        case NEWLINE, EOF, RBRACE ->
            new Message(
                "Invalid argument or block",
                "\"%s\" is neither an argument nor a block. To set an argument, write \"%s = value\"; to open a block, write \"%s {\"."
                    .formatted(name, name, name));
        case DOT, LBRACK ->
            new Message(
                "Invalid argument name",
                "An argument's name is a single word; parts of an object cannot be set one by one."
                    + " Set the whole object with \"%s = {\".".formatted(name));
        default ->
            new Message(
                "Missing equals sign",
                "After the name \"%s\" an \"=\" and a value were expected; found %s."
                    .formatted(name, found));
      };
    }
    return switch (token.getType()) {
      case NEWLINE, EOF, RBRACE ->
          new Message(
              "Missing opening brace",
              "The header of block \"%s\" must end with \"{\" on the same line.".formatted(name));
      case ASSIGN ->
          new Message(
              "Invalid argument name",
              "An argument's name is a single word, but there is more text before the \"=\".");
      default ->
          new Message(
              "Invalid block header",
              "After the type \"%s\" only labels and \"{\" are allowed; found %s."
                  .formatted(name, found));
    };
  }

  private static Message inObject(Token token, String found) {
    return switch (token.getType()) {
      case ASSIGN, COLON ->
          new Message("Invalid object key", "A key was expected before " + found + ".");
      default ->
          new Message(
              "Missing item separator",
              "The items of an object are separated by a newline or a comma; found " + found + ".");
    };
  }

  private static Message inTuple(Token token, String found) {
    if (token.getType() == ARROW || token.getType() == ELLIPSIS) {
      return new Message(
          "Invalid for expression",
          "Keys (\"=>\") and grouping (\"...\") need braces: {for key, value in collection : key =>"
              + " value}.");
    }
    if (token.getType() == COLON) {
      return new Message(
          "Invalid for expression", "The keyword \"for\" was expected at the start of this tuple.");
    }
    return new Message(
        "Missing item separator",
        "The elements of a tuple are separated by commas; found "
            + found
            + (token.getType() == ASSIGN ? ". To write an object, use braces." : "."));
  }

  private static Message inForObject(Token token, String found) {
    return new Message(
        "Invalid for expression",
        token.getType() == RBRACE || token.getType() == IF
            ? "A for expression in braces creates an object and needs a key: {for key, value in"
                + " collection : key => value}. For a tuple, use brackets."
            : "A for expression has the form {for key, value in collection : key => value}; found "
                + found
                + ".");
  }

  private static Message inReference(String found) {
    return new Message(
        "Missing argument separator",
        "The arguments of a function are separated by commas, and the last one may be followed by"
            + " \"...\"; found "
            + found
            + ".");
  }

  private static Message inSuffix(SuffixContext suffix, String found) {
    return suffix.DOT() != null
        ? new Message(
            "Invalid attribute name",
            "After a dot the name of an attribute was expected; found " + found + ".")
        : new Message(
            "Missing closing bracket",
            "After the index a closing bracket was expected; found " + found + ".");
  }

  private static Message expressionExpected(Token token, String found, TokenStream input) {
    if (token.getType() == LESS && input.LA(2) == LESS) {
      return new Message(
          "Invalid heredoc",
          "A heredoc starts with \"<<\" or \"<<-\" and a word, with nothing after it on the line; its"
              + " text follows on the next lines.");
    }
    if (token.getType() == NEWLINE || token.getType() == EOF) {
      return new Message(
          "Missing expression",
          "An expression was expected on this line: a value such as \"text\", 5, true, [ … ] or { … },"
              + " or a reference. To continue on the next line, put parentheses around it.");
    }
    return new Message(
        "Invalid expression",
        "An expression was expected: a value such as \"text\", 5, true, [ … ] or { … }, or a"
            + " reference; found "
            + found
            + ".");
  }

  private static String text(Token first, TokenStream input) {
    if (first.getType() != OPEN_QUOTE) {
      return first.getText();
    }
    Token inner = input.get(first.getTokenIndex() + 1);
    return inner.getType() == TEXT ? inner.getText() : "";
  }
}
