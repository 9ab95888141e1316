package io.esform.testing;

import io.esform.provider.Connection;
import io.esform.provider.Importable;
import io.esform.provider.Recoverable;
import io.esform.provider.Restorable;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.NumberValue;
import io.esform.value.Value.ObjectValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A type of {@link FakeProvider} with all abilities. A change of `name` forces a replacement,
/// other changes are updates in place; `id` and `echo` (which repeats `size`) are known after
/// apply.
public class FakeThing extends FakeResourceType implements Recoverable, Importable, Restorable {

  /// The attributes of most types.
  public static final List<AttributeSchema> ATTRIBUTES =
      List.of(
          AttributeSchema.optional("name", Types.STRING, "Replaces.").withReplacement(),
          AttributeSchema.optional("size", Types.NUMBER, "A number.").withDefault(Value.of(1)),
          AttributeSchema.optional("inputs", Types.list(Types.STRING), "What others gave."),
          AttributeSchema.optional("secret", Types.STRING, "A secret.").asSensitive(),
          AttributeSchema.computed("id", Types.STRING, "Its id."));

  private final FakeProvider provider;
  private final boolean rollsOut;

  public FakeThing(FakeProvider provider, boolean rollsOut) {
    super(provider, schemaOfThings());
    this.provider = provider;
    this.rollsOut = rollsOut;
  }

  private static Schema schemaOfThings() {
    var attributes = new ArrayList<>(ATTRIBUTES);
    attributes.add(AttributeSchema.optional("any", Types.ANY, "Anything."));
    attributes.add(AttributeSchema.computed("echo", Types.NUMBER, "Its size."));
    attributes.add(AttributeSchema.computed("down", Types.BOOL, "Set while it does not serve."));
    return Schema.of("A thing.", attributes, List.of());
  }

  @Override
  public boolean rollsOut() {
    return rollsOut;
  }

  @Override
  ObjectValue planned(PlanRequest request) {
    ObjectValue prior = request.prior();
    ObjectValue up = request.proposed().with("down", Value.nullOf(Types.BOOL));
    boolean sameSize = prior != null && prior.get("size").equals(up.get("size"));
    return sameSize ? up : up.with("echo", Value.unknown(Types.NUMBER));
  }

  @Override
  ObjectValue made(ObjectValue planned) {
    return planned.with("echo", planned.get("size"));
  }

  @Override
  public FindResponse find(Connection connection, FindRequest request) {
    return FindResponse.of(provider.madeBy(request.token()));
  }

  @Override
  public boolean isDown(ObjectValue state) {
    return Value.of(true).equals(state.attributes().get("down"));
  }

  @Override
  public List<ServiceReport> reports(
      Connection connection, List<ReadRequest> requests, boolean all) {
    provider.ask();
    provider.noteAsked(requests.size() + (all ? " all" : " looking"));
    return requests.stream()
        .map(request -> {
          ObjectValue found = provider.world().get(text(request.prior(), "id"));
          if (found != null && !isDown(found)) {
            return ServiceReport.of(List.of());
          }
          String secret = text(request.prior(), "secret");
          return ServiceReport.of(
              List.of("it is down" + (secret.isEmpty() ? "" : " and tells " + secret)));
        })
        .toList();
  }

  @Override
  ObjectValue halfMade(ObjectValue made) {
    return made.with("down", Value.of(true));
  }

  /// Objects of the size 13 cannot be restored, and for the size 14 it fails.
  @Override
  public Restoration restoration(
      String address, ObjectValue good, ObjectValue tried, @Nullable ObjectValue left) {
    if (good.get("size").equals(Value.of(14))) {
      throw new IllegalStateException("out of order");
    }
    if (good.get("size").equals(Value.of(13))) {
      return Restoration.refused("its size was unlucky");
    }
    ObjectValue up = good.with("down", Value.nullOf(Types.BOOL));
    ObjectValue planned =
        left == null
            ? up.with("id", Value.unknown(Types.STRING)).with("echo", Value.unknown(Types.NUMBER))
            : up.with("id", left.get("id"));
    provider.restore(address, planned);
    return Restoration.to(planned);
  }

  @Override
  public String generationOf(ObjectValue state) {
    return state.get("size") instanceof NumberValue size ? "size " + size.display() : "no size";
  }

  @Override
  public String idForm() {
    return "an id such as id-1";
  }

  @Override
  public ImportResponse importState(Connection connection, ImportRequest request) {
    return ImportResponse.of(provider.world().get(request.id()));
  }

  @Override
  public Optional<String> importId(ObjectValue state) {
    return Optional.of(text(state, "id"));
  }
}
