package io.esform.lang.parser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells lines that must be definitions, and so cannot go on with an open expression.
final class DefinitionLines {

  private static final String WORD = "[\\p{L}\\p{Nl}_][\\p{L}\\p{N}\\p{M}\\p{Pc}-]*+";

  /// An argument, seen from within parentheses.
  private static final Pattern ARGUMENT = Pattern.compile("[ \\t]*+" + WORD + "[ \\t]*+=(?![=>])");

  /// A block's header, seen from within any expression.
  private static final Pattern HEADER =
      Pattern.compile("[ \\t]*+" + WORD + "([ \\t]++\"[^\"\\n]*+\"){1,3}[ \\t]*+\\{");

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
}
