package io.esform.lang.ast;

import io.esform.diag.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a template.
public sealed interface TemplatePart {

  SourceRange range();

  /// Literal text with resolved escapes.
  record LiteralPart(String text, SourceRange range) implements TemplatePart {}

  /// `${ expression }`.
  record InterpolationPart(Expression expression, SourceRange range) implements TemplatePart {}

  /// `%{ if c } … %{ else } … %{ endif }`; `otherwise` is empty when there is no else.
  record IfPart(
      Expression condition,
      List<TemplatePart> then,
      List<TemplatePart> otherwise,
      SourceRange range)
      implements TemplatePart {
    public IfPart {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// `%{ for k, v in c } … %{ endfor }`.
  record ForPart(
      @Nullable String keyName,
      String valueName,
      Expression collection,
      List<TemplatePart> body,
      SourceRange range)
      implements TemplatePart {
    public ForPart {
      body = List.copyOf(body);
    }
  }
}
