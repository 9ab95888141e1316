package io.esform.state.file;

import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// The layout of JSON documents for human readers: two spaces per level, one member or element per
/// line, line feeds only.
public final class JsonLayout extends ObjectWriteContext.Base {

  @Override
  public PrettyPrinter getPrettyPrinter() {
    var indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  @Override
  public boolean hasPrettyPrinter() {
    return true;
  }
}
