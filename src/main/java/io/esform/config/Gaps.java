package io.esform.config;

import java.util.Set;
import java.util.TreeSet;

/// Possible declarations in the unreadable parts of a module. References to these are not reported
/// as undeclared.
///
/// @param isOpen whether anything may be declared, because a file or the whole module was not read
/// @param names in files with syntax errors and in invalid blocks; for a resource without a name,
///   its type with a dot after it
public record Gaps(boolean isOpen, Set<String> names) {

  public static final Gaps NONE = new Gaps(false, Set.of());
  public static final Gaps OPEN = new Gaps(true, Set.of());

  public Gaps {
    names = new TreeSet<>(names);
  }

  public Gaps and(Set<String> more) {
    var all = new TreeSet<>(names);
    all.addAll(more);
    return new Gaps(isOpen, all);
  }

  boolean isEmpty() {
    return !isOpen && names.isEmpty();
  }

  public boolean mayDeclare(String name) {
    return isOpen || names.contains(name);
  }
}
