package io.esform.config;

import java.util.Set;
import java.util.TreeSet;

/// Possible declarations in the unreadable parts of a module. References to these are not reported
/// as undeclared.
///
/// @param isOpen whether anything may be declared, because a file or the whole module was not read
/// @param names in files with syntax errors and in invalid blocks; for a resource without a name,
///   its type with a dot after it
public record UnreadableParts(boolean isOpen, Set<String> names) {

  public static final UnreadableParts NONE = new UnreadableParts(false, Set.of());
  public static final UnreadableParts OPEN = new UnreadableParts(true, Set.of());

  public UnreadableParts {
    names = new TreeSet<>(names);
  }

  public UnreadableParts and(Set<String> more) {
    var all = new TreeSet<>(names);
    all.addAll(more);
    return new UnreadableParts(isOpen, all);
  }

  boolean isEmpty() {
    return !isOpen && names.isEmpty();
  }

  public boolean mayDeclare(String name) {
    return isOpen || names.contains(name);
  }
}
