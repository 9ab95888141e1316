package io.esform.lang.parser;

import io.esform.lang.parser.grammar.EsformParser;
import org.antlr.v4.runtime.Token;

/// Names a token for a message: "found …".
final class FoundToken {

  private FoundToken() {}

  static String describe(Token token) {
    return switch (token.getType()) {
      case EsformParser.NEWLINE -> "the end of the line";
      case Token.EOF -> "the end of the text";
      case EsformParser.OPEN_QUOTE -> "a string";
      case EsformParser.HEREDOC_START -> "a heredoc";
      case EsformParser.NUMBER -> "the number " + token.getText();
      case EsformParser.CLOSE_QUOTE, EsformParser.HEREDOC_END -> "the end of the string";
      case EsformParser.TEXT, EsformParser.LINE_END, EsformParser.ESCAPED_START -> "text";
      default -> token.getText().isEmpty() ? "the end of the line" : "\"" + token.getText() + "\"";
    };
  }
}
