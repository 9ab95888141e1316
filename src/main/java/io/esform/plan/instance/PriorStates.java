package io.esform.plan.instance;

import io.esform.diag.Diagnostic;
import io.esform.diag.DiagnosticSink;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.state.InstanceState;
import io.esform.value.Conversion;
import io.esform.value.ConversionResult.Converted;
import io.esform.value.ConversionResult.Failed;
import io.esform.value.Value;
import io.esform.value.Value.ListValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.SensitiveValue;
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
    return switch (Conversion.convert(fitted(schema, state.attributes()), schema.impliedType())) {
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

  /// With the attributes and blocks of the schema, also inside its blocks.
  private static ObjectValue fitted(Schema schema, ObjectValue recorded) {
    var values = new TreeMap<>(schema.blank().attributes());
    recorded.attributes().forEach((name, value) -> values.computeIfPresent(name, (_, _) -> value));
    for (NestedBlock block : schema.blocks().values()) {
      values.computeIfPresent(block.name(), (_, value) -> fitted(block.schema(), value));
    }
    return Value.objectOf(values);
  }

  /// @param body of a block, or a list of bodies
  private static Value fitted(Schema schema, Value body) {
    return switch (body) {
      case ObjectValue object -> fitted(schema, object);
      case SensitiveValue(var inner) -> new SensitiveValue(fitted(schema, inner));
      case ListValue(_, var elements) ->
          Value.listOf(
              schema.impliedType(),
              elements.stream().map(element -> fitted(schema, element)).toList());
      default -> body;
    };
  }
}
