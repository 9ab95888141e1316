package io.esform.config.decode;

import io.esform.config.Module;
import io.esform.config.Settings.BackendSettings;
import io.esform.config.body.BodyEvaluator;
import io.esform.config.body.SchemaChecker;
import io.esform.config.graph.Reference.Subject;
import io.esform.config.graph.ReferenceFinder;
import io.esform.diag.DiagnosticSink;
import io.esform.diag.Diagnostics;
import io.esform.diag.Suggestion;
import io.esform.eval.Evaluator;
import io.esform.lang.ast.Body.Attribute;
import io.esform.schema.AttributeSchema;
import io.esform.schema.AttributeSchema.Presence;
import io.esform.schema.Schema;
import io.esform.value.Marks;
import io.esform.value.Value;
import io.esform.value.Value.NullValue;
import io.esform.value.Value.ObjectValue;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decodes a `backend` block by the schema of its type. Its arguments are constants or refer to
/// input variables, because the state is read before any other evaluation.
public final class BackendDecoder {

  private BackendDecoder() {}

  /// @param arguments of the schema's type, without marks. Required ones may be null, because
  ///   `esform init` can set them; unknown if a variable is. Null if the diagnostics contain an
  ///   error
  public record DecodedBackend(@Nullable ObjectValue arguments, Diagnostics diagnostics) {}

  /// The names of the variables that the block refers to.
  public static Set<String> variables(BackendSettings block) {
    var names = new TreeSet<String>();
    ReferenceFinder.in(block.arguments())
        .forEach(reference -> {
          if (reference.subject() instanceof Subject.InputVariable(var name)) {
            names.add(name);
          }
        });
    return names;
  }

  /// @param block of this module
  /// @param schemas of all backend types, by name
  /// @param values of the declared variables that the block refers to
  public static DecodedBackend decode(
      Module root,
      BackendSettings block,
      SortedMap<String, Schema> schemas,
      Map<String, Value> values,
      Evaluator evaluator) {
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
    new SchemaChecker(sink).check(block.arguments(), partial(schema), what(type), block.range());
    ObjectValue value =
        new BodyEvaluator(evaluator, sink)
            .evaluate(block.arguments(), schema, new BackendScope(root, values));
    refuseSecrets(value, schema, block, sink);
    ObjectValue arguments = Marks.strip(value) instanceof ObjectValue plain ? plain : value;
    return new DecodedBackend(sink.hasErrors() ? null : arguments, sink.toDiagnostics());
  }

  /// The required arguments that are not set, as errors.
  ///
  /// @param arguments of the block, completed by those of `esform init`
  public static Diagnostics checkComplete(
      BackendSettings block, Schema schema, ObjectValue arguments) {
    var sink = new DiagnosticSink();
    for (AttributeSchema attribute : schema.attributes().values()) {
      String name = attribute.name();
      if (attribute.presence() == Presence.REQUIRED
          && arguments.attributes().get(name) instanceof NullValue) {
        boolean isNull =
            block.arguments().attributes().stream().anyMatch(it -> it.name().equals(name));
        sink.error(
            "Missing required argument",
            isNull
                ? "The argument \"%s\" is required in %s and must not be null."
                    .formatted(name, what(block.type()))
                : "The argument \"%1$s\" is required in %2$s. Add it to the block, or complete the block with\n\n    esform init --backend-config='%1$s=…'\n"
                    .formatted(name, what(block.type())),
            block.range());
      }
    }
    return sink.toDiagnostics();
  }

  private static String what(String type) {
    return "the backend block \"" + type + "\"";
  }

  /// The schema of a block that `esform init` can complete.
  private static Schema partial(Schema schema) {
    return Schema.of(
        schema.description(),
        schema.attributes().values().stream()
            .map(it -> AttributeSchema.optional(it.name(), it.type(), it.description()))
            .toArray(AttributeSchema[]::new));
  }

  /// Arguments are shown in messages and stored by `esform init`, except sensitive ones.
  private static void refuseSecrets(
      ObjectValue value, Schema schema, BackendSettings block, DiagnosticSink sink) {
    for (Attribute attribute : block.arguments().attributes()) {
      AttributeSchema expected = schema.attribute(attribute.name());
      Value given = value.attributes().get(attribute.name());
      if (expected != null && !expected.sensitive() && given != null && given.containsSensitive()) {
        sink.error(
            "Sensitive value not allowed",
            "The argument \"%s\" is shown in messages and must not be sensitive. If its value is no secret, use nonsensitive(…)."
                .formatted(attribute.name()),
            attribute.value().range());
      }
    }
  }
}
