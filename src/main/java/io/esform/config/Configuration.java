package io.esform.config;

import io.esform.diag.SourceRange;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that was loaded from a root directory.
///
/// @param root the root module; those it calls hang below it
/// @param sources the text of every file read, by path: for snippets in messages
/// @param brokenFiles paths of those with syntax errors
public record Configuration(
    Module root, SortedMap<String, String> sources, Set<String> brokenFiles) {

  public Configuration {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    brokenFiles = Collections.unmodifiableSet(new TreeSet<>(brokenFiles));
  }

  /// Whether this stands in a file with syntax errors, of which nothing more is said: what the
  /// parser made of the rest need not be what was meant.
  public boolean isBroken(@Nullable SourceRange range) {
    return range != null && brokenFiles.contains(range.file());
  }
}
