package io.esform.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.ResourceType;
import io.esform.provider.ResourceType.ApplyResponse;
import io.esform.provider.ResourceType.CreateRequest;
import io.esform.provider.ResourceType.DeleteRequest;
import io.esform.provider.ResourceType.PlanRequest;
import io.esform.provider.ResourceType.ReadRequest;
import io.esform.provider.ResourceType.UpdateRequest;
import io.esform.schema.AttributeSchema;
import io.esform.value.Conversion;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checks a resource type against the contract of {@link ResourceType}. The test of every type runs
/// it.
public record TypeContract(ResourceType type, Connection connection) {

  private static final String ADDRESS = "contract.subject";

  /// Creates an object from this configuration. Checks that its state is as planned, that a read
  /// returns the same state, and that a new plan is empty.
  ///
  /// @return the new state
  public ObjectValue create(Map<String, Value> arguments) {
    ObjectValue planned = plan(null, arguments);
    var request = new CreateRequest(ADDRESS, planned, "token", new NoProgress());
    return settled(type.create(connection, request), planned, arguments);
  }

  /// Updates in place, with the same checks.
  public ObjectValue update(ObjectValue prior, Map<String, Value> arguments) {
    ObjectValue planned = plan(prior, arguments);
    var request = new UpdateRequest(ADDRESS, prior, planned, "token", new NoProgress());
    return settled(type.update(connection, request), planned, arguments);
  }

  /// Deletes twice: the deletion of a missing object succeeds.
  public void delete(ObjectValue prior) {
    var request = new DeleteRequest(ADDRESS, prior, new NoProgress());
    assertThat(type.delete(connection, request)).isEqualTo(Diagnostics.none());
    assertThat(type.delete(connection, request)).isEqualTo(Diagnostics.none());
  }

  /// Plans this configuration, and checks that configured values are unchanged.
  public ObjectValue plan(@Nullable ObjectValue prior, Map<String, Value> arguments) {
    ObjectValue configuration = configuration(arguments);
    assertThat(type.validate(configuration)).isEmpty();
    var request = new PlanRequest(ADDRESS, prior, configuration, proposed(prior, configuration));
    var response = type.plan(request);
    assertThat(type.plan(request)).as("planning is pure").isEqualTo(response);
    assertThat(response.faults()).isEmpty();
    assertKeeps(configuration, response.planned());
    return response.planned();
  }

  private ObjectValue settled(
      ApplyResponse response, ObjectValue planned, Map<String, Value> arguments) {
    assertThat(response.diagnostics()).isEqualTo(Diagnostics.none());
    ObjectValue state = requireNonNull(response.state());
    assertThat(state.isWhollyKnown()).isTrue();
    assertThat(Conversion.tryConvert(state, type.schema().impliedType())).contains(state);
    assertKeeps(planned, state);
    assertThat(type.read(connection, List.of(new ReadRequest(ADDRESS, state))))
        .singleElement()
        .satisfies(read -> assertThat(read.state()).isEqualTo(state));
    assertThat(plan(state, arguments)).as("a second plan is empty").isEqualTo(state);
    return state;
  }

  private static void assertKeeps(ObjectValue wanted, ObjectValue found) {
    wanted
        .attributes()
        .forEach((name, value) -> {
          if (value.isWhollyKnown() && !value.isNull()) {
            assertThat(found.attributes()).containsEntry(name, value);
          }
        });
  }

  /// The configuration as passed by the core: with all arguments, unset ones null.
  public ObjectValue configuration(Map<String, Value> arguments) {
    var all = new TreeMap<String, Value>();
    type.schema()
        .attributes()
        .values()
        .forEach(attribute -> all.put(attribute.name(), Value.nullOf(attribute.type())));
    type.schema()
        .blocks()
        .values()
        .forEach(block -> all.put(block.name(), Value.nullOf(block.impliedType())));
    assertThat(all).containsKeys(arguments.keySet().toArray(String[]::new));
    all.putAll(arguments);
    return (ObjectValue)
        Conversion.tryConvert(Value.objectOf(all), type.schema().impliedType()).orElseThrow();
  }

  private ObjectValue proposed(@Nullable ObjectValue prior, ObjectValue configuration) {
    var proposed = new TreeMap<>(configuration.attributes());
    for (AttributeSchema attribute : type.schema().attributes().values()) {
      Value configured = requireNonNull(proposed.get(attribute.name()));
      Value fallback = attribute.defaultValue();
      if (configured.isNull() && attribute.presence().isComputed()) {
        proposed.put(
            attribute.name(),
            prior == null
                ? Value.unknown(attribute.type())
                : requireNonNull(prior.attributes().get(attribute.name())));
      } else if (configured.isNull() && fallback != null) {
        proposed.put(attribute.name(), fallback);
      }
    }
    return new ObjectValue(proposed);
  }
}
