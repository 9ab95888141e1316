package io.esform.lang.ast;

import io.esform.lang.ast.Body.Attribute;
import io.esform.lang.ast.Body.Block;
import io.esform.lang.ast.Body.BodyItem;
import io.esform.lang.ast.Body.Label;

/// Prints a tree as source in one canonical layout: two blanks per level, empty lines around
/// blocks, quoted strings and labels.
///
/// The output parses to an equal tree except for ranges, unless the tree contains an error
/// expression. Comments, heredocs and strip markers are not part of the tree and are lost.
public final class TreePrinter {

  private TreePrinter() {}

  /// The source of a file; ends with a newline unless the file is empty.
  public static String print(SourceFile file) {
    var text = new StringBuilder();
    printBody(file.body(), 0, text);
    return text.toString();
  }

  public static String print(Expression expression) {
    return ExpressionPrinter.print(expression, 0);
  }

  private static void printBody(Body body, int level, StringBuilder text) {
    BodyItem previous = null;
    for (BodyItem item : body.items()) {
      if (previous != null && (previous instanceof Block || item instanceof Block)) {
        text.append('\n');
      }
      text.append("  ".repeat(level));
      switch (item) {
        case Attribute attribute ->
            text.append(attribute.name())
                .append(" = ")
                .append(ExpressionPrinter.print(attribute.value(), level));
        case Block block -> printBlock(block, level, text);
      }
      text.append('\n');
      previous = item;
    }
  }

  private static void printBlock(Block block, int level, StringBuilder text) {
    text.append(block.type());
    for (Label label : block.labels()) {
      text.append(" \"").append(TemplatePrinter.escape(label.text(), false)).append('"');
    }
    if (block.body().items().isEmpty()) {
      text.append(" {}");
      return;
    }
    text.append(" {\n");
    printBody(block.body(), level + 1, text);
    text.append("  ".repeat(level)).append('}');
  }
}
