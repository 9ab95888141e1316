package io.esform.plan;

import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.provider.Importable;
import io.esform.provider.PartlyReadable;
import io.esform.provider.ProviderDefinition;
import io.esform.provider.ResourceType;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.value.AttributePath;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// A provider of `thing`, that remembers which names exist, and of `fixture`, which is alike but
/// cannot be imported, and of others.
final class ThingProvider implements ProviderDefinition, Connection {

  private static final List<AttributeSchema> ATTRIBUTES =
      List.of(
          AttributeSchema.required("name", Types.STRING, "Its name.").withReplacement(),
          AttributeSchema.optional("size", Types.NUMBER, "Its size.").withDefault(Value.of(1)),
          AttributeSchema.optional("secret", Types.STRING, "A secret.").asSensitive(),
          AttributeSchema.optional("friends", Types.list(Types.STRING), "Other things."),
          AttributeSchema.computed("id", Types.STRING, "Its id."));

  /// The names of things that were removed behind esform's back.
  final Set<String> gone = new HashSet<>();

  /// Sizes that things were given behind esform's back, by name.
  final Map<String, Integer> resized = new HashMap<>();

  /// The names of the things that were read.
  final List<String> read = new ArrayList<>();

  /// The names of things that were made elsewhere, by their ids.
  final Map<String, String> elsewhere = new HashMap<>();

  @Override
  public String name() {
    return "things";
  }

  @Override
  public Schema configurationSchema() {
    return Schema.of("Nothing to configure.");
  }

  @Override
  public SequencedMap<String, ResourceType> resourceTypes() {
    var types = new LinkedHashMap<String, ResourceType>();
    types.put("thing", new Thing());
    types.put("fixture", new Fixture());
    types.put("box", new Box());
    types.put("vault", new Vault());
    types.put("crate", new Crate());
    return types;
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

  private class Fixture implements ResourceType {

    @Override
    public Schema schema() {
      return Schema.of("A thing.", ATTRIBUTES, List.of());
    }

    @Override
    public List<AttributeDiagnostic> validate(ObjectValue configuration) {
      return configuration.get("size") instanceof NumberValue(var size) && size.signum() < 0
          ? List.of(
              new AttributeDiagnostic(
                  AttributePath.of("size"), "Invalid size", "A size is at least 0."))
          : List.of();
    }

    @Override
    public PlanResponse plan(PlanRequest request) {
      List<Claim> claims =
          request.proposed().get("name") instanceof StringValue(var name)
              ? List.of(new Claim("name " + name, AttributePath.of("name")))
              : List.of();
      return new PlanResponse(request.proposed(), List.of(), claims, List.of(), null, List.of());
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
    public Optional<AttributeDiagnostic> refusesDeletion(ObjectValue prior) {
      return prior.get("name").equals(Value.of("held"))
          ? Optional.of(new AttributeDiagnostic(AttributePath.of("name"), "Held", "It is held."))
          : Optional.empty();
    }

    @Override
    public Diagnostics delete(Connection connection, DeleteRequest request) {
      return Diagnostics.none();
    }

    @Override
    public List<ReadResponse> read(Connection connection, List<ReadRequest> requests) {
      return requests.stream().map(this::read).toList();
    }

    private ReadResponse read(ReadRequest request) {
      String name = request.prior().get("name") instanceof StringValue(var text) ? text : "";
      read.add(name);
      Integer size = resized.get(name);
      ObjectValue now =
          size == null ? request.prior() : request.prior().with("size", Value.of(size));
      return ReadResponse.of(gone.contains(name) ? null : now);
    }
  }

  private final class Box extends Fixture {

    @Override
    public Schema schema() {
      var attributes = new ArrayList<>(ATTRIBUTES);
      attributes.add(AttributeSchema.optional("labels", Types.map(Types.STRING), "Its labels."));
      Schema part =
          Schema.of(
              "A part.",
              AttributeSchema.required("label", Types.STRING, "Its label."),
              AttributeSchema.optional("size", Types.NUMBER, "Its size."));
      return Schema.of(
          "A thing with parts.",
          attributes,
          List.of(new NestedBlock("part", Nesting.LIST, false, part)));
    }
  }

  /// A thing with arguments of every kind.
  private final class Crate extends Fixture {

    @Override
    public Schema schema() {
      var attributes = new ArrayList<>(ATTRIBUTES);
      attributes.add(AttributeSchema.optional("labels", Types.map(Types.STRING), "Its labels."));
      attributes.add(AttributeSchema.optional("marks", Types.set(Types.STRING), "Its marks."));
      attributes.add(AttributeSchema.optional("any", Types.ANY, "Anything."));
      attributes.add(
          AttributeSchema.optional("triggers", Types.ANY, "Replaces.").withReplacement());
      attributes.add(AttributeSchema.optionalComputed("place", Types.STRING, "Where it is."));
      Schema part =
          Schema.of(
              "A part.",
              AttributeSchema.required("label", Types.STRING, "Its label."),
              AttributeSchema.optional("size", Types.NUMBER, "Its size."),
              AttributeSchema.computed("id", Types.STRING, "Its id."));
      return Schema.of(
          "A crate.",
          attributes,
          List.of(
              new NestedBlock("part", Nesting.LIST, false, part),
              new NestedBlock("lid", Nesting.SINGLE, false, part)));
    }
  }

  private class Thing extends Fixture implements Importable {

    @Override
    public String idForm() {
      return "a thing's id";
    }

    @Override
    public ImportResponse importState(Connection connection, ImportRequest request) {
      String name = elsewhere.get(request.id());
      return ImportResponse.of(
          name == null
              ? null
              : Value.objectOf(
                  Map.of(
                      "name", Value.of(name),
                      "size", Value.of(1),
                      "secret", Value.of("hunter2"),
                      "friends", Value.nullOf(Types.list(Types.STRING)),
                      "id", Value.of(request.id()))));
    }

    @Override
    public Optional<String> importId(ObjectValue state) {
      return state.get("id") instanceof StringValue(var id) ? Optional.of(id) : Optional.empty();
    }
  }

  /// A thing that tells nothing but its name.
  private final class Vault extends Thing implements PartlyReadable {

    @Override
    public ImportResponse importState(Connection connection, ImportRequest request) {
      ObjectValue thing = super.importState(connection, request).state();
      return ImportResponse.of(
          thing == null
              ? null
              : thing
                  .with("size", Value.nullOf(Types.NUMBER))
                  .with("secret", Value.nullOf(Types.STRING)));
    }

    @Override
    public ImportResponse complete(Connection connection, CompletionRequest request) {
      Value name = request.imported().get("name");
      return ImportResponse.of(
          name.equals(Value.of("fleeting")) ? null : request.proposed().with("name", name));
    }
  }
}
