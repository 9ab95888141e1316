package io.esform.plan;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.Importable;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.Recoverable;
import io.esform.provider.ResourceType;
import io.esform.provider.UpgradesState;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import io.esform.value.Value.TupleValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A provider of `disk`, whose schema has changed twice: version 0 has `gigabytes`, a text; version
/// 1 has `size`, a number; version 2 has `labels`, a list whose first element is the old `name`.
final class DiskProvider implements ProviderDefinition, Connection {

  private final int version;

  /// The planned objects in searches for creations.
  final List<ObjectValue> lookedFor = new ArrayList<>();

  /// @param version the current version of the schema
  DiskProvider(int version) {
    this.version = version;
  }

  @Override
  public String name() {
    return "disks";
  }

  @Override
  public Schema configurationSchema() {
    return Schema.of("Nothing to configure.");
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    return new LinkedHashMap<>(Map.of("disk", new DiskType()));
  }

  @Override
  public SequencedMap<String, DataSource> dataSources() {
    return new LinkedHashMap<>();
  }

  @Override
  public Diagnostics validateConfiguration(ObjectValue configuration) {
    return Diagnostics.none();
  }

  @Override
  public Connection connect(ObjectValue configuration) {
    return this;
  }

  @Override
  public void close() {}

  private final class DiskType implements ResourceType, UpgradesState, Recoverable, Importable {

    @Override
    public Schema schema() {
      return Schema.of(
              "A disk.",
              version < 2
                  ? AttributeSchema.required("name", Types.STRING, "Its name.")
                  : AttributeSchema.required("labels", Types.list(Types.STRING), "Its labels."),
              version < 1
                  ? AttributeSchema.optional("gigabytes", Types.STRING, "Its size.")
                  : AttributeSchema.optional("size", Types.NUMBER, "Its size."),
              AttributeSchema.computed("id", Types.STRING, "Its id."))
          .withVersion(version);
    }

    @Override
    public UpgradeResponse upgradeState(UpgradeRequest request) {
      ObjectValue disk = request.attributes();
      if (request.version() < 1) {
        Value size = disk.get("gigabytes");
        if (size instanceof StringValue(var text) && !text.matches("[0-9]+")) {
          return new UpgradeResponse(
              null,
              Diagnostics.of(
                  Diagnostic.error("Size not understood", "The size is \"" + text + "\".")));
        }
        disk =
            disk.with(
                "size",
                size instanceof StringValue(var text)
                    ? new NumberValue(new BigDecimal(text))
                    : size);
      }
      return UpgradeResponse.of(
          version < 2 ? disk : disk.with("labels", new TupleValue(List.of(disk.get("name")))));
    }

    @Override
    public List<AttributeDiagnostic> validate(ObjectValue configuration) {
      return List.of();
    }

    @Override
    public PlanResponse plan(PlanRequest request) {
      return PlanResponse.of(request.proposed());
    }

    @Override
    public ApplyResponse create(Connection connection, CreateRequest request) {
      return ApplyResponse.of(request.planned().with("id", Value.of("id")));
    }

    @Override
    public ApplyResponse update(Connection connection, UpdateRequest request) {
      return ApplyResponse.of(request.planned());
    }

    @Override
    public Diagnostics delete(Connection connection, DeleteRequest request) {
      return Diagnostics.none();
    }

    @Override
    public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
      return requests.stream().map(request -> ReadResponse.of(request.prior())).toList();
    }

    @Override
    public FindResponse find(Connection connection, FindRequest request) {
      lookedFor.add(request.planned());
      return FindResponse.of("disk-9");
    }

    @Override
    public String idForm() {
      return "a disk's id";
    }

    @Override
    public ImportResponse importState(Connection connection, ImportRequest request) {
      return ImportResponse.of(
          Value.objectOf(
              Map.of(
                  "labels", Value.listOf(Types.STRING, List.of(Value.of("c"))),
                  "size", Value.of(1),
                  "id", Value.of(request.id()))));
    }

    @Override
    public Optional<String> importId(ObjectValue state) {
      return state.get("id") instanceof StringValue(var id) ? Optional.of(id) : Optional.empty();
    }
  }
}
