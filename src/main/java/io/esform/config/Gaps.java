package io.esform.config;

import java.util.Set;
import java.util.TreeSet;

/// What may be declared in a module though it was not understood: it is not missing, and nothing is
/// wrong with those that refer to it.
///
/// @param isOpen whether anything may be declared, because a file or the whole module was not read
/// @param names that stand in files with syntax errors or in blocks that were not understood; a
///   resource type with a dot after it for a resource without a name
record Gaps(boolean isOpen, Set<String> names) {

  static final Gaps NONE = new Gaps(false, Set.of());
  static final Gaps OPEN = new Gaps(true, Set.of());

  Gaps {
    names = new TreeSet<>(names);
  }

  Gaps and(Set<String> more) {
    var all = new TreeSet<>(names);
    all.addAll(more);
    return new Gaps(isOpen, all);
  }

  boolean isEmpty() {
    return !isOpen && names.isEmpty();
  }

  boolean mayDeclare(String name) {
    return isOpen || names.contains(name);
  }
}
