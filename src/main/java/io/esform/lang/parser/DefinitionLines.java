package io.esform.lang.parser;

import io.esform.lang.parser.grammar.EsformLexer;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/// Recognizes lines that must be definitions and so cannot continue an open expression.
final class DefinitionLines {

  private static final String WORD = "[\\p{L}\\p{Nl}_][\\p{L}\\p{N}\\p{M}\\p{Pc}-]*+";

  /// An argument, when the line starts inside parentheses.
  private static final Pattern ARGUMENT = Pattern.compile("[ \\t]*+" + WORD + "[ \\t]*+=(?![=>])");

  /// A block header, when the line starts inside any expression.
  private static final Pattern HEADER =
      Pattern.compile("[ \\t]*+" + WORD + "([ \\t]++\"[^\"\\n]*+\"){1,3}[ \\t]*+\\{");

  private static final Set<Integer> HEADER_TOKENS =
      Set.of(
          EsformLexer.IDENTIFIER,
          EsformLexer.OPEN_QUOTE,
          EsformLexer.TEXT,
          EsformLexer.CLOSE_QUOTE);

  private final SourceText source;
  private final Matcher argument;
  private final Matcher header;

  DefinitionLines(SourceText source) {
    this.source = source;
    this.argument = ARGUMENT.matcher(source.text());
    this.header = HEADER.matcher(source.text());
  }

  /// Whether the line that starts at the index cannot belong to the innermost open construct.
  boolean interrupts(Frame.Kind open, int index) {
    int offset = source.offset(index);
    return switch (open) {
      case PARENTHESES, BRACKETS, INTERPOLATION, DIRECTIVE, FOR_OBJECT ->
          startsAt(argument, offset) || startsAt(header, offset);
      case OBJECT -> startsAt(header, offset);
      case FILE, SINGLE_EXPRESSION, TEMPLATE_FILE, BODY, QUOTES, HEREDOC -> false;
    };
  }

  private boolean startsAt(Matcher line, int offset) {
    return line.region(offset, source.text().length()).lookingAt();
  }

  /// Finds the end of the block header that belongs to a brace on its own line.
  ///
  /// @param tokens the tokens before the brace
  /// @param first the index of the first token of the innermost frame
  /// @return the number of tokens up to the header's end; -1 when the brace does not follow a
  ///   header
  static int endOfHeader(List<Token> tokens, int first) {
    int end = tokens.size();
    while (end > first && tokens.get(end - 1).getType() == EsformLexer.NEWLINE) {
      end--;
    }
    int index = end;
    while (index > first && tokens.get(index - 1).getType() != EsformLexer.NEWLINE) {
      index--;
      if (!HEADER_TOKENS.contains(tokens.get(index).getType())) {
        return -1;
      }
    }
    return index == end || end == tokens.size() ? -1 : end;
  }
}
