package io.esform.plan;

import io.esform.provider.Connection;
import io.esform.provider.PartlyReadable;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.schema.Schema.NestedBlock;
import io.esform.schema.Schema.Nesting;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeResourceType;
import io.esform.testing.FakeThing;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;

/// The types for tests of plans: `thing`; `fixture`, which is alike and cannot be imported; `box`,
/// which has nested blocks; `vault`, which can be read only in part; `crate`, which has arguments
/// of every kind.
final class ThingTypes {

  private static final AttributeSchema LABELS =
      AttributeSchema.optional("labels", Types.map(Types.STRING), "Its labels.");
  private static final AttributeSchema PART_LABEL =
      AttributeSchema.required("label", Types.STRING, "Its label.");
  private static final AttributeSchema PART_SIZE =
      AttributeSchema.optional("size", Types.NUMBER, "Its size.");

  private ThingTypes() {}

  /// The provider `things` of these types, which claims the name of each.
  static FakeProvider provider() {
    var provider = new FakeProvider("things").claimingNames();
    return provider
        .offer("thing", new FakeThing(provider, false))
        .offer("vault", new Vault(provider))
        .offer("fixture", new FakeResourceType(provider, schema(List.of())))
        .offer("box", new FakeResourceType(provider, box()))
        .offer("crate", new FakeResourceType(provider, crate()));
  }

  private static Schema schema(List<AttributeSchema> more, NestedBlock... blocks) {
    var attributes = new ArrayList<>(FakeThing.ATTRIBUTES);
    attributes.addAll(more);
    return Schema.of("A thing.", attributes, List.of(blocks));
  }

  private static Schema box() {
    Schema part = Schema.of("A part.", PART_LABEL, PART_SIZE);
    return schema(List.of(LABELS), new NestedBlock("part", Nesting.LIST, false, part));
  }

  private static Schema crate() {
    Schema part =
        Schema.of(
            "A part.",
            PART_LABEL,
            PART_SIZE,
            AttributeSchema.computed("id", Types.STRING, "Its id."));
    return schema(
        List.of(
            LABELS,
            AttributeSchema.optional("marks", Types.set(Types.STRING), "Its marks."),
            AttributeSchema.optional("any", Types.ANY, "Anything."),
            AttributeSchema.optional("triggers", Types.ANY, "Replaces.").withReplacement(),
            AttributeSchema.optionalComputed("place", Types.STRING, "Where it is.")),
        new NestedBlock("part", Nesting.LIST, false, part),
        new NestedBlock("lid", Nesting.SINGLE, false, part));
  }

  /// A thing of which only the name can be read.
  private static final class Vault extends FakeThing implements PartlyReadable {

    Vault(FakeProvider provider) {
      super(provider, false);
    }

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
