package io.esform.plan.instance;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Converts recorded attributes to the types of the schema.
public final class PriorStates {

  private PriorStates() {}

  /// The attributes in the schema's types: those that the schema no longer has are dropped, new
  /// ones are as in an empty body.
  ///
  /// @return null if a value does not fit; the error is reported
  public static @Nullable ObjectValue conform(
      InstanceState state, Schema schema, String address, DiagnosticSink sink) {
    var values = new TreeMap<>(schema.blank().attributes());
    state
        .attributes()
        .attributes()
        .forEach((name, value) -> values.computeIfPresent(name, (_, _) -> value));
    return switch (Conversion.convert(Value.objectOf(values), schema.impliedType())) {
      case Converted(ObjectValue converted) -> converted;
      case Converted _ -> null;
      case Failed failed -> {
        sink.report(
            Diagnostic.error(
                    "State does not match its schema",
                    "The recorded attributes of %s do not match the schema of its type: %s."
                        .formatted(address, failed.display()))
                .withAddress(address));
        yield null;
      }
    };
  }
}
