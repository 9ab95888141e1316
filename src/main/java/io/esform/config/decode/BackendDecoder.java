package io.esform.config.decode;

import io.esform.config.ConstantScope;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.body.SchemaChecker;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.eval.Evaluator;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.value.Marks;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.ObjectValue;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Decodes a `backend` block by the schema of its type. Its arguments are constants, because the
/// state is read before any evaluation.
public final class BackendDecoder {

  private BackendDecoder() {}

  /// @param arguments wholly known, without marks; every required one is set. Null if the
  ///   diagnostics contain an error
  public record DecodedBackend(@Nullable ObjectValue arguments, Diagnostics diagnostics) {}

  /// @param schemas of all backend types, by name
  public static DecodedBackend decode(
      BackendSettings block, SortedMap<String, Schema> schemas, Evaluator evaluator) {
    var sink = new DiagnosticSink();
    String type = block.type();
    Schema schema = schemas.get(type);
    if (schema == null) {
      sink.error(
          "Unsupported backend type",
          "There is no backend type named \"%s\".%s The backend types are: %s."
              .formatted(
                  type,
                  Suggestion.didYouMean(type, schemas.keySet()),
                  String.join(", ", schemas.keySet())),
          block.range());
      return new DecodedBackend(null, sink.toDiagnostics());
    }
    String what = "the backend block \"" + type + "\"";
    new SchemaChecker(sink).check(block.arguments(), schema, what, block.range());
    ObjectValue value =
        new BodyEvaluator(evaluator, sink).evaluate(block.arguments(), schema, new ConstantScope());
    ObjectValue arguments = Marks.strip(value) instanceof ObjectValue plain ? plain : value;
    if (!sink.hasErrors()) {
      refuseNulls(arguments, schema, what, block, sink);
    }
    return new DecodedBackend(sink.hasErrors() ? null : arguments, sink.toDiagnostics());
  }

  private static void refuseNulls(
      ObjectValue arguments,
      Schema schema,
      String what,
      BackendSettings block,
      DiagnosticSink sink) {
    schema.attributes().values().stream()
        .filter(attribute -> attribute.presence() == Presence.REQUIRED)
        .filter(attribute -> arguments.attributes().get(attribute.name()) instanceof NullValue)
        .forEach(attribute ->
            sink.error(
                "Missing required argument",
                "The argument \"%s\" is required in %s and must not be null."
                    .formatted(attribute.name(), what),
                block.range()));
  }
}
