package io.esform.lang.ast;

import io.esform.diag.SourceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The inside of a file or block: attributes and blocks in source order.
///
/// Duplicate attributes are kept; the decoder reports them.
public record Body(List<BodyItem> items, SourceRange range) {

  public Body {
    items = List.copyOf(items);
  }

  public List<Attribute> attributes() {
    return only(Attribute.class);
  }

  public List<Block> blocks() {
    return only(Block.class);
  }

  private <T extends BodyItem> List<T> only(Class<T> kind) {
    var found = new ArrayList<T>(items.size());
    for (BodyItem item : items) {
      if (kind.isInstance(item)) {
        found.add(kind.cast(item));
      }
    }
    return Collections.unmodifiableList(found);
  }

  /// An attribute or a block.
  public sealed interface BodyItem {
    SourceRange range();
  }

  /// `name = expression`.
  public record Attribute(String name, Expression value, SourceRange nameRange, SourceRange range)
      implements BodyItem {}

  /// `type "label" { … }`.
  ///
  /// @param headerRange from the type to the last label
  public record Block(
      String type,
      List<Label> labels,
      Body body,
      SourceRange typeRange,
      SourceRange headerRange,
      SourceRange range)
      implements BodyItem {
    public Block {
      labels = List.copyOf(labels);
    }
  }

  /// A block's label; `text` is without quotes and with escapes resolved.
  public record Label(String text, SourceRange range) {}
}
