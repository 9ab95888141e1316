package io.esform.eval.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.IOException;

/// A pattern over the paths of files: `*` and `?` stay within one folder, `**` crosses folders,
/// `{a,b}` matches one of several texts, `[a-z]` and `[!a-z]` match one character, `\` escapes the
/// next character.
///
/// The matching time is linear in the length of the path for every pattern.
public final class Glob {

  private static final int LONGEST = 1_000;
  private static final String LITERAL_MARKS = ".^$+()|*?[]{}\\";

  private final String glob;
  private final StringBuilder expression = new StringBuilder();
  private final Pattern pattern;
  private int at;

  private Glob(String glob) throws IOException {
    this.glob = glob;
    this.pattern = compiled();
  }

  /// @throws IOException for an invalid pattern; the message continues a sentence that begins with
  ///   the pattern
  public static Glob parse(String glob) throws IOException {
    return new Glob(glob);
  }

  /// @param path with `/`, without a leading one
  public boolean matches(String path) {
    return pattern.matches(path);
  }

  /// The maximum folder depth of matching paths.
  public int depth() {
    return glob.contains("**")
        ? Integer.MAX_VALUE
        : 1 + (int) glob.chars().filter(unit -> unit == '/').count();
  }

  private Pattern compiled() throws IOException {
    if (glob.length() > LONGEST) {
      throw new IOException("is longer than %,d characters".formatted(LONGEST));
    }
    boolean isInChoice = false;
    while (at < glob.length()) {
      char unit = glob.charAt(at++);
      switch (unit) {
        case '\\' -> literal(next("ends in a backslash"));
        case '*' -> any();
        case '?' -> expression.append("[^/]");
        case '[' -> characters();
        case '{' -> {
          if (isInChoice) {
            throw new IOException("has nested braces");
          }
          isInChoice = true;
          expression.append("(?:");
        }
        case '}' -> {
          literalOr(isInChoice, '}', ")");
          isInChoice = false;
        }
        case ',' -> literalOr(isInChoice, ',', "|");
        default -> literal(unit);
      }
    }
    if (isInChoice) {
      throw new IOException("has an opening brace without a closing one");
    }
    return compile();
  }

  private Pattern compile() throws IOException {
    try {
      return Pattern.compile("(?s)" + expression);
    } catch (PatternSyntaxException fault) {
      throw new IOException("is not a valid pattern: " + fault.getDescription());
    }
  }

  private char next(String otherwise) throws IOException {
    if (at >= glob.length()) {
      throw new IOException(otherwise);
    }
    return glob.charAt(at++);
  }

  private void any() {
    boolean crosses = glob.startsWith("*", at);
    at += crosses ? 1 : 0;
    expression.append(crosses ? ".*" : "[^/]*");
  }

  private void literalOr(boolean isSpecial, char unit, String special) {
    if (isSpecial) {
      expression.append(special);
    } else {
      literal(unit);
    }
  }

  private void literal(char unit) {
    if (LITERAL_MARKS.indexOf(unit) >= 0) {
      expression.append('\\');
    }
    expression.append(unit);
  }

  private void characters() throws IOException {
    String open = "has an opening bracket without a closing one";
    boolean isNegated = glob.startsWith("!", at);
    at += isNegated ? 1 : 0;
    expression.append(isNegated ? "[^/" : "[");
    boolean isFirst = true;
    for (char unit = next(open); unit != ']' || isFirst; unit = next(open)) {
      isFirst = false;
      if (unit == '/') {
        throw new IOException("has a slash in brackets");
      }
      if ("\\[]^&".indexOf(unit) >= 0) {
        expression.append('\\');
      }
      expression.append(unit);
    }
    expression.append(']');
  }
}
