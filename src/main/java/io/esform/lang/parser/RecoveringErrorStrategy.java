package io.esform.lang.parser;

import io.esform.lang.parser.grammar.EsformParser;
import io.esform.lang.parser.grammar.EsformParser.BodyContext;
import io.esform.lang.parser.grammar.EsformParser.DefinitionContext;
import io.esform.lang.parser.grammar.EsformParser.DirectiveContext;
import io.esform.lang.parser.grammar.EsformParser.InterpolationContext;
import io.esform.lang.parser.grammar.EsformParser.ObjectItemContext;
import io.esform.lang.parser.grammar.EsformParser.ObjectItemsContext;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/// Reports one error per definition, object item or interpolation, and continues after it.
///
/// Does not insert or delete single tokens: the token reader has balanced the brackets, so the end
/// of the faulty construct is known.
final class RecoveringErrorStrategy extends DefaultErrorStrategy {

  private final SyntaxErrors errors;
  private @Nullable RecognitionException reported;

  RecoveringErrorStrategy(SyntaxErrors errors) {
    this.errors = errors;
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException exception) {
    if (!exception.equals(reported)) {
      reported = exception;
      errors.report(
          recognizer.getContext(), recognizer.getCurrentToken(), recognizer.getInputStream());
    }
  }

  /// Skips to the end of the construct if the failing rule is one; else the calling rule recovers.
  @Override
  public void recover(Parser recognizer, RecognitionException exception) {
    ParserRuleContext context = recognizer.getContext();
    switch (context) {
      case DefinitionContext _ -> skip(recognizer, context, false);
      case ObjectItemContext _ -> skip(recognizer, context, true);
      case InterpolationContext _ -> skipPastCloser(recognizer, context);
      case DirectiveContext _ -> skipPastCloser(recognizer, context);
      default -> {
        if (context.getParent() != null) {
          throw exception;
        }
        recognizer.getInputStream().seek(recognizer.getInputStream().size() - 1);
      }
    }
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw new InputMismatchException(recognizer);
  }

  /// In a list of definitions or object items, skips tokens that cannot start one.
  @Override
  public void sync(Parser recognizer) {
    ParserRuleContext context = recognizer.getContext();
    boolean items = context instanceof ObjectItemsContext;
    if (!items && !(context instanceof BodyContext)) {
      return;
    }
    TokenStream input = recognizer.getInputStream();
    int next = input.LA(1);
    if (next == Token.EOF
        || next == EsformParser.RBRACE
        || recognizer
            .getATN()
            .nextTokens(recognizer.getATN().states.get(recognizer.getState()))
            .contains(next)) {
      return;
    }
    errors.report(context, recognizer.getCurrentToken(), input);
    input.seek(endFrom(input, input.index(), input.index(), items));
  }

  private static void skip(Parser recognizer, ParserRuleContext context, boolean item) {
    TokenStream input = recognizer.getInputStream();
    input.seek(endFrom(input, context.getStart().getTokenIndex(), input.index(), item));
  }

  private static void skipPastCloser(Parser recognizer, ParserRuleContext context) {
    TokenStream input = recognizer.getInputStream();
    int first = context.getStart().getTokenIndex() + 1;
    int closer = endFrom(input, first, Integer.MAX_VALUE, false);
    input.seek(closer + 1);
  }

  /// The index of the first token at or after `current` that is on the level of `first` and ends
  /// the construct: a newline, a closer, the end of the input, and in an object a comma.
  ///
  /// If `current` is beyond the end of the input, only the closer counts.
  private static int endFrom(TokenStream input, int first, int current, boolean item) {
    int depth = 0;
    for (int index = first; ; index++) {
      int type = input.get(index).getType();
      if (type == Token.EOF) {
        return index;
      }
      if (Brackets.closes(type)) {
        if (depth == 0) {
          return index;
        }
        depth--;
      } else if (Brackets.opens(type)) {
        depth++;
      } else if (index >= current && depth == 0 && endsItem(type, item)) {
        return index;
      }
    }
  }

  private static boolean endsItem(int type, boolean item) {
    return type == EsformParser.NEWLINE || (item && type == EsformParser.COMMA);
  }
}
