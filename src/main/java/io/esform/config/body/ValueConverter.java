package io.esform.config.body;

import io.esform.diag.DiagnosticSink;
import io.esform.diag.SourceRange;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Type;
import io.esform.value.Value;
import org.jspecify.annotations.Nullable;

/// Converts a value of the source, and reports one that does not fit.
public final class ValueConverter {

  private final DiagnosticSink sink;

  public ValueConverter(DiagnosticSink sink) {
    this.sink = sink;
  }

  /// The value in the wanted type; an unknown of that type if it does not fit.
  ///
  /// @param what the name of the place in messages: `the argument "address"`
  public Value convert(Value value, Type wanted, String what, @Nullable SourceRange range) {
    return switch (Conversion.convert(value, wanted)) {
      case Converted(var converted) -> converted;
      case Failed failed -> {
        sink.error(
            "Wrong type",
            "The value is not valid for %s of type %s: %s."
                .formatted(what, wanted.display(), failed.display()),
            range);
        yield Value.unknown(wanted);
      }
    };
  }
}
