package io.esform.lang.parser;

import io.esform.diag.SourceRange;
import io.esform.lang.ast.Expression;
import io.esform.lang.ast.Expression.ErrorExpression;
import io.esform.lang.ast.Expression.TemplateExpression;
import io.esform.lang.ast.TemplatePart;
import io.esform.lang.ast.TemplatePart.InterpolationPart;
import io.esform.lang.parser.TemplatePiece.Else;
import io.esform.lang.parser.TemplatePiece.End;
import io.esform.lang.parser.TemplatePiece.ForStart;
import io.esform.lang.parser.TemplatePiece.IfStart;
import io.esform.lang.parser.TemplatePiece.Literal;
import io.esform.lang.parser.TemplatePiece.Whole;
import io.esform.lang.parser.grammar.EsformParser;
import io.esform.lang.parser.grammar.EsformParser.DirectiveContext;
import io.esform.lang.parser.grammar.EsformParser.ForHeaderContext;
import io.esform.lang.parser.grammar.EsformParser.InterpolationContext;
import io.esform.lang.parser.grammar.EsformParser.PartsContext;
import io.esform.lang.parser.grammar.EsformParser.TemplateContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Builds templates in three steps: a flat list of pieces, strip markers and indentation, nesting
/// of directives.
final class TemplateBuilder {

  private final TreeBuilder tree;

  TemplateBuilder(TreeBuilder tree) {
    this.tree = tree;
  }

  Expression template(TemplateContext context) {
    Token start = context.getStart();
    List<TemplatePart> parts =
        start.getType() == EsformParser.HEREDOC_START
            ? lines(context.parts(), start.getText().startsWith("<<-"))
            : nest(pieces(context.parts(), true));
    return new TemplateExpression(parts, tree.range(context));
  }

  /// The parts of a heredoc or template file.
  ///
  /// @param removesIndentation whether to remove the common indentation of the lines
  List<TemplatePart> lines(PartsContext context, boolean removesIndentation) {
    List<TemplatePiece> pieces = pieces(context, false);
    if (removesIndentation) {
      HeredocIndentation.remove(pieces);
    }
    return nest(pieces);
  }

  /// The text of a label, which must be a plain quoted string.
  String plainText(TemplateContext context) {
    List<TemplatePiece> pieces = pieces(context.parts(), true);
    boolean isPlain =
        context.getStart().getType() == EsformParser.OPEN_QUOTE
            && pieces.stream().allMatch(Literal.class::isInstance);
    if (!isPlain) {
      tree.sink()
          .error(
              "Invalid block label",
              "A label must be a plain name or string. Templates and heredocs are not allowed"
                  + " here.",
              tree.range(context));
      return "";
    }
    var text = new StringBuilder();
    pieces.forEach(piece -> text.append(((Literal) piece).text()));
    return text.toString();
  }

  private List<TemplatePart> nest(List<TemplatePiece> pieces) {
    return new DirectiveNesting(tree.sink()).nest(pieces);
  }

  /// The pieces with strip markers applied; a literal ends with its line.
  private List<TemplatePiece> pieces(PartsContext context, boolean quoted) {
    List<TemplatePiece> pieces = new ArrayList<>();
    boolean stripsNext = false;
    for (ParseTree child : context.children == null ? List.<ParseTree>of() : context.children) {
      if (child instanceof TerminalNode text) {
        addText(pieces, text.getSymbol(), quoted, stripsNext);
        stripsNext = stripsNext && openLiteral(pieces) != null;
        continue;
      }
      TemplatePiece piece =
          switch (child) {
            case InterpolationContext interpolation -> interpolation(interpolation);
            case DirectiveContext directive -> directive(directive);
            default -> throw tree.unexpected(child);
          };
      if (!pieces.isEmpty()
          && startsWithMarker(child)
          && pieces.getLast() instanceof Literal literal) {
        literal.stripEnd();
      }
      pieces.add(piece);
      stripsNext = endsWithMarker(child);
    }
    return pieces;
  }

  private static boolean startsWithMarker(ParseTree sequence) {
    return sequence.getChild(0).getText().endsWith("~");
  }

  private static boolean endsWithMarker(ParseTree sequence) {
    ParseTree last = sequence.getChild(sequence.getChildCount() - 1);
    return last instanceof TerminalNode closer
        && closer.getSymbol().getType() == EsformParser.STRIP_RBRACE;
  }

  private static @Nullable Literal openLiteral(List<TemplatePiece> pieces) {
    return !pieces.isEmpty() && pieces.getLast() instanceof Literal literal && !literal.endsLine
        ? literal
        : null;
  }

  private void addText(List<TemplatePiece> pieces, Token token, boolean quoted, boolean strips) {
    Literal literal = openLiteral(pieces);
    if (literal == null) {
      literal = new Literal(tree.source().range(token), strips);
      pieces.add(literal);
    }
    switch (token.getType()) {
      case EsformParser.LINE_END -> {
        literal.append("\n", tree.source().range(token));
        literal.endsLine = true;
      }
      case EsformParser.ESCAPED_START ->
          literal.append(token.getText().substring(1), tree.source().range(token));
      default ->
          literal.append(
              quoted ? Escapes.resolve(token, tree) : token.getText(), tree.source().range(token));
    }
  }

  private TemplatePiece interpolation(InterpolationContext context) {
    SourceRange range = tree.range(context);
    Expression value =
        context.exception == null
            ? tree.expressions().expression(context.expression())
            : new ErrorExpression(range);
    return new Whole(new InterpolationPart(value, range));
  }

  private TemplatePiece directive(DirectiveContext context) {
    SourceRange range = tree.range(context);
    boolean failed = context.exception != null;
    if (context.IF() != null) {
      return new IfStart(
          failed ? new ErrorExpression(range) : tree.expressions().expression(context.expression()),
          range);
    }
    ForHeaderContext header = context.forHeader();
    if (header != null) {
      return failed
          ? new ForStart(null, "", new ErrorExpression(range), range)
          : new ForStart(
              ForNames.keyName(header),
              ForNames.valueName(header),
              tree.expressions().expression(header.expression()),
              range);
    }
    if (context.ELSE() != null) {
      return new Else(range);
    }
    if (context.ENDIF() != null) {
      return new End("endif", range);
    }
    return context.ENDFOR() != null
        ? new End("endfor", range)
        : new Whole(new InterpolationPart(new ErrorExpression(range), range));
  }
}
