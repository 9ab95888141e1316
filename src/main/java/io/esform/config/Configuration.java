package io.esform.config;

import io.esform.diag.SourceRange;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A configuration loaded from a root directory.
///
/// @param root the root module, which contains the called modules
/// @param sources the text of every loaded file by path, for snippets in messages
/// @param brokenFiles paths of the files with syntax errors
public record Configuration(
    Module root, SortedMap<String, String> sources, Set<String> brokenFiles) {

  public Configuration {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    brokenFiles = Collections.unmodifiableSet(new TreeSet<>(brokenFiles));
  }

  /// Whether the range is in a file with syntax errors. No further errors are reported for such a
  /// file, because the parsed rest may not be what the user intended.
  public boolean isBroken(@Nullable SourceRange range) {
    return range != null && brokenFiles.contains(range.file());
  }
}
