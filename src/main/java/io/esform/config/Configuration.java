package io.esform.config;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that was loaded from a root directory.
///
/// @param root the root module; those it calls hang below it
/// @param sources the text of every file read, by path: for snippets in messages
public record Configuration(Module root, SortedMap<String, String> sources) {

  public Configuration {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }
}
