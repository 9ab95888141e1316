package io.esform.cli.view.json;

import io.esform.cli.view.Redaction;
import io.esform.schema.Schema;
import io.esform.state.InstanceState;
import io.esform.state.InstanceState.Status;
import io.esform.state.State;
import io.esform.value.Value;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A state as JSON, without its secrets.
public final class StateJson {

  private StateJson() {}

  /// The document; ends with a line feed.
  ///
  /// @param schemas the schema of a resource type, to find sensitive attributes; null for an
  ///   unknown type
  public static String render(State state, Function<String, @Nullable Schema> schemas) {
    return JsonDocument.document(json -> {
      json.member("format_version", JsonDocument.FORMAT_VERSION);
      json.member("lineage", state.lineage());
      json.member("serial", state.serial());
      json.arrayMember(
          "resources",
          state.instances().entrySet(),
          entry -> {
            String type = entry.getKey().resource().type();
            json.object(_ -> {
              json.member("address", entry.getKey().toString());
              json.member("type", type);
              instance(json, schemas.apply(type), entry.getValue());
            });
          });
      json.objectMember(
          "outputs",
          _ ->
              state
                  .outputs()
                  .forEach((name, value) ->
                      json.objectMember(name, _ -> OutputJson.members(json, value))));
    });
  }

  private static void instance(JsonDocument json, @Nullable Schema schema, InstanceState state) {
    Value values = schema == null ? state.attributes() : Redaction.of(schema, state.attributes());
    json.member("provider", state.provider().toString());
    json.member("generation", state.generation());
    json.member("tainted", state.status() == Status.TAINTED);
    json.member("interrupted", state.status() == Status.INTERRUPTED);
    json.member("values", _ -> ValueJson.write(json, values));
    json.member("sensitive_values", _ -> ValueJson.sensitives(json, values));
  }
}
