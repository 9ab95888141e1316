package io.esform.lang.parser;

import io.esform.lang.parser.grammar.EsformParser.ForHeaderContext;
import org.jspecify.annotations.Nullable;

/// The key and value names of a for expression or directive.
final class ForNames {

  private ForNames() {}

  static @Nullable String keyName(ForHeaderContext header) {
    return header.name().size() > 1 ? header.name(0).getText() : null;
  }

  static String valueName(ForHeaderContext header) {
    return header.name().getLast().getText();
  }
}
