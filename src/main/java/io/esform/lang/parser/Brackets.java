package io.esform.lang.parser;

import io.esform.lang.parser.grammar.EsformParser;

/// The tokens that open and close a level of nesting.
final class Brackets {

  private Brackets() {}

  static boolean opens(int type) {
    return switch (type) {
      case EsformParser.LPAREN,
          EsformParser.LBRACK,
          EsformParser.LBRACE,
          EsformParser.OPEN_QUOTE,
          EsformParser.HEREDOC_START,
          EsformParser.INTERPOLATION_START,
          EsformParser.DIRECTIVE_START ->
          true;
      default -> false;
    };
  }

  static boolean closes(int type) {
    return switch (type) {
      case EsformParser.RPAREN,
          EsformParser.RBRACK,
          EsformParser.RBRACE,
          EsformParser.STRIP_RBRACE,
          EsformParser.CLOSE_QUOTE,
          EsformParser.HEREDOC_END ->
          true;
      default -> false;
    };
  }
}
