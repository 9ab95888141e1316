package io.esform.providers.builtin;

import static io.esform.schema.AttributeSchema.computed;
import static io.esform.schema.AttributeSchema.optional;

import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/// `esform_data`: stores a value, and is replaced when `triggers_replace` changes.
final class EsformData implements StateOnlyType, Importable {

  private static final Schema SCHEMA =
      Schema.of(
          "Stores a value in the state. A change of `triggers_replace` replaces the object.",
          optional("input", Types.ANY, "Any value; returned as `output`."),
          optional("triggers_replace", Types.ANY, "Any value; a change replaces the object.")
              .withReplacement(),
          computed(
              "id",
              Types.STRING,
              "A random id, which stays the same for the lifetime of the object."),
          computed("output", Types.ANY, "The value of `input`."));

  private final SecureRandom random;

  EsformData(SecureRandom random) {
    this.random = random;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public PlanResponse plan(PlanRequest request) {
    ObjectValue proposed = request.proposed();
    return PlanResponse.of(proposed.with("output", new BlockArguments(proposed).value("input")));
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    ObjectValue planned = request.planned();
    return ApplyResponse.of(
        planned
            .with("id", Value.of(StateOnlyType.randomId(random)))
            .with("output", new BlockArguments(planned).value("input")));
  }

  @Override
  public ApplyResponse update(Connection connection, UpdateRequest request) {
    ObjectValue planned = request.planned();
    return ApplyResponse.of(planned.with("output", new BlockArguments(planned).value("input")));
  }

  @Override
  public String idForm() {
    return "any text; it becomes the attribute id";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    return ImportResponse.of(
        Value.objectOf(
            Map.of(
                "input", Value.nullOf(Types.ANY),
                "triggers_replace", Value.nullOf(Types.ANY),
                "id", Value.of(request.id()),
                "output", Value.nullOf(Types.ANY))));
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return new BlockArguments(state).text("id");
  }
}
