package io.esform.render.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The keys in a script that creates tables, for the SQL that Carbon's scripts use.
record ForeignKeys(List<Reference> references, Set<Key> uniqueKeys) {

  private static final String NAME = "[`\"]?(\\w+)[`\"]?";
  private static final Pattern COMMENT = Pattern.compile("(?s:/\\*.*?\\*/)|(?m:(--|#).*$)");
  private static final Pattern TABLE =
      pattern("\\s*CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + "\\s*\\((.*)\\)");
  private static final Pattern INDEX =
      pattern("\\s*CREATE\\s+UNIQUE\\s+INDEX\\s+\\S+\\s+ON\\s+" + NAME + "\\s*\\((.*)\\)");
  private static final Pattern ALTER = pattern("\\s*ALTER\\s+TABLE\\s+" + NAME + "\\s+ADD\\s");
  private static final Pattern REFERENCE =
      pattern("FOREIGN\\s+KEY\\s*[^(]*\\((.*?)\\)\\s*REFERENCES\\s+" + NAME + "\\s*\\((.*?)\\)");
  private static final Pattern UNIQUE =
      pattern(
          "(?:CONSTRAINT\\s+\\S+\\s+)?(?:PRIMARY\\s+KEY|UNIQUE(?:\\s+(?:KEY|INDEX))?)[^(]*\\((.*)\\)");
  private static final Pattern UNIQUE_COLUMN =
      pattern(NAME + "\\s.*\\b(?:PRIMARY\\s+KEY|UNIQUE)\\b.*");

  /// Columns of a table, in capitals and in their order.
  record Key(String table, List<String> columns) {}

  record Reference(String table, Key to) {}

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  static ForeignKeys of(String script) {
    var keys = new ForeignKeys(new ArrayList<>(), new HashSet<>());
    for (String statement : COMMENT.matcher(script).replaceAll("").split(";", -1)) {
      keys.read(statement);
    }
    return keys;
  }

  /// References to columns that are not a complete unique key of their table: MySQL 8.4 refuses
  /// them.
  List<Reference> nonStandard() {
    return references.stream().filter(it -> !uniqueKeys.contains(it.to())).toList();
  }

  private void read(String statement) {
    Matcher table = TABLE.matcher(statement);
    Matcher index = INDEX.matcher(statement);
    Matcher alter = ALTER.matcher(statement);
    if (table.lookingAt()) {
      String name = table.group(1).toUpperCase(Locale.ROOT);
      parts(table.group(2)).forEach(part -> readPart(name, part.strip()));
    } else if (index.lookingAt()) {
      uniqueKeys.add(key(index.group(1), index.group(2)));
    } else if (alter.lookingAt()) {
      readPart(alter.group(1).toUpperCase(Locale.ROOT), statement.substring(alter.end()).strip());
    }
  }

  private void readPart(String table, String part) {
    Matcher reference = REFERENCE.matcher(part);
    Matcher unique = UNIQUE.matcher(part);
    Matcher column = UNIQUE_COLUMN.matcher(part);
    if (reference.find()) {
      references.add(new Reference(table, key(reference.group(2), reference.group(3))));
    } else if (unique.lookingAt()) {
      uniqueKeys.add(key(table, unique.group(1)));
    } else if (column.matches()) {
      uniqueKeys.add(key(table, column.group(1)));
    }
  }

  /// The parts between commas outside parentheses.
  private static List<String> parts(String body) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int index = 0; index < body.length(); index++) {
      char character = body.charAt(index);
      depth += character == '(' ? 1 : character == ')' ? -1 : 0;
      if (character == ',' && depth == 0) {
        parts.add(body.substring(start, index));
        start = index + 1;
      }
    }
    parts.add(body.substring(start));
    return parts;
  }

  private static Key key(String table, String columns) {
    return new Key(
        table.toUpperCase(Locale.ROOT),
        Stream.of(columns.split(",", -1))
            .map(column -> column.strip().replaceAll("[`\"]", "").toUpperCase(Locale.ROOT))
            .toList());
  }
}
