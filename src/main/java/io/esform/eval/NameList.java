package io.esform.eval;

import java.util.Collection;

/// Lists names in a message.
final class NameList {

  private static final int MOST = 12;

  private NameList() {}

  /// The introduction and the quoted names with a final stop; empty for no names. Lists at most the
  /// first dozen.
  static String list(String introduction, Collection<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String shown =
        String.join(", ", names.stream().limit(MOST).map(name -> "\"" + name + "\"").toList());
    int more = names.size() - MOST;
    return introduction + shown + (more > 0 ? " and " + more + " more." : ".");
  }
}
