package io.esform.eval;

import io.esform.diag.SourceRange;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Types;
import io.esform.value.Value;

/// Keys of object expressions.
final class ObjectKeys {

  private ObjectKeys() {}

  /// The key as a string, with its sensitive mark; unknown if the key is unknown or invalid.
  static Value text(
      EvaluationContext evaluation, Value key, SourceRange range, SourceRange context) {
    evaluation.noteSecrets(key);
    if (key.isNull()) {
      return evaluation.fail("Invalid object key", "A key must not be null.", range, context);
    }
    return switch (Conversion.convert(key, Types.STRING)) {
      case Converted(var text) -> text;
      case Failed failed ->
          evaluation.fail(
              "Invalid object key",
              "A key must be a string: " + failed.message() + ".",
              range,
              context);
    };
  }
}
