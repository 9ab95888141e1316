package io.esform.lang.parser;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// One open construct while tokens are read.
final class Frame {

  enum Kind {
    FILE("", false),
    SINGLE_EXPRESSION("", false),
    TEMPLATE_FILE("", false),
    BODY("}", true),
    OBJECT("}", true),
    FOR_OBJECT("}", true),
    PARENTHESES(")", false),
    BRACKETS("]", false),
    QUOTES("\"", true),
    HEREDOC("", true),
    INTERPOLATION("}", true),
    DIRECTIVE("}", true);

    final String closer;

    /// Whether the lexer pushed a mode for it.
    final boolean hasMode;

    Kind(String closer, boolean hasMode) {
      this.closer = closer;
      this.hasMode = hasMode;
    }

    /// Whether newlines end definitions or items; otherwise they are blanks.
    boolean countsNewlines() {
      return this == FILE || this == BODY || this == OBJECT;
    }

    boolean isBody() {
      return this == FILE || this == BODY;
    }

    boolean isBase() {
      return this == FILE || this == SINGLE_EXPRESSION || this == TEMPLATE_FILE;
    }
  }

  final Kind kind;

  /// The token that opened it; null for the outermost frame.
  final @Nullable Token opener;

  /// The number of tokens when it was opened, including its opener.
  final int firstToken;

  /// The word that ends a heredoc; empty for everything else.
  final String marker;

  /// In a body: whether the value of an argument has begun on this line.
  boolean inValue;

  /// The number of open conditionals: each nests the rest of its expression.
  int conditionals;

  Frame(Kind kind, @Nullable Token opener, int firstToken, String marker) {
    this.kind = kind;
    this.opener = opener;
    this.firstToken = firstToken;
    this.marker = marker;
  }
}
