package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.AttributeExpression;
import io.esform.lang.ast.Expression.IndexExpression;
import io.esform.lang.ast.Expression.SplatExpression;
import io.esform.lang.ast.Expression.SplatItemExpression;
import io.esform.lang.parser.grammar.EsformParser.SuffixContext;
import java.util.List;
import org.antlr.v4.runtime.Token;

/// Builds the suffixes of a primary expression: attributes, indexes and splats.
final class TraversalBuilder {

  private final TreeBuilder tree;

  TraversalBuilder(TreeBuilder tree) {
    this.tree = tree;
  }

  /// A full splat applies all suffixes after it to its elements. An attribute-only splat applies
  /// the attributes after it; an index after these applies to its result.
  Expression traverse(Expression start, List<SuffixContext> suffixes) {
    Expression target = start;
    for (int index = 0; index < suffixes.size(); index++) {
      SuffixContext suffix = suffixes.get(index);
      if (suffix.STAR() == null) {
        target = step(target, suffix);
        continue;
      }
      boolean full = suffix.LBRACK() != null;
      int end = full ? suffixes.size() : endOfAttributes(suffixes, index + 1);
      var item = new SplatItemExpression(tree.range(suffix));
      Expression each = traverse(item, suffixes.subList(index + 1, end));
      target = new SplatExpression(target, full, each, start.range().to(each.range()));
      index = end - 1;
    }
    return target;
  }

  private int endOfAttributes(List<SuffixContext> suffixes, int from) {
    int end = from;
    while (end < suffixes.size() && suffixes.get(end).DOT() != null) {
      SuffixContext suffix = suffixes.get(end);
      if (suffix.STAR() != null) {
        tree.sink()
            .error(
                "Nested splat expression not allowed",
                "An attribute-only splat (\".*\") is not allowed inside another one. Use full splats"
                    + " (\"[*]\").",
                tree.range(suffix));
        return end;
      }
      end++;
    }
    return end;
  }

  private Expression step(Expression target, SuffixContext suffix) {
    SourceRange range = target.range().to(tree.range(suffix));
    if (suffix.name() != null) {
      return new AttributeExpression(
          target, suffix.name().getText(), tree.range(suffix.name()), range);
    }
    if (suffix.NUMBER() != null) {
      return numbered(target, suffix.NUMBER().getSymbol());
    }
    return new IndexExpression(target, tree.expressions().expression(suffix.expression()), range);
  }

  /// `.0`, and `.0.1`, which the lexer reads as one number.
  private Expression numbered(Expression start, Token number) {
    Expression target = start;
    int position = number.getStartIndex();
    for (String digits : number.getText().split("\\.", -1)) {
      SourceRange range = tree.source().range(position, position + digits.length());
      if (!digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
        tree.sink()
            .error(
                "Invalid attribute name",
                "A dot must be followed by a name or a whole number.",
                range);
      }
      Expression key = tree.numbers().number(digits, range);
      target = new IndexExpression(target, key, start.range().to(range));
      position += digits.length() + 1;
    }
    return target;
  }
}
