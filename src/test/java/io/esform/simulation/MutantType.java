package io.esform.simulation;

import io.esform.provider.Connection;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The type of objects, with a fault.
final class MutantType extends ThingType {

  private static final String LOGIN = "login";

  private final Mutant mutant;
  private final World world;

  MutantType(Mutant mutant, World world, SimulatedProcess process) {
    super(world.cloud(), process, world.scheduler());
    this.mutant = mutant;
    this.world = world;
  }

  @Override
  public Schema schema() {
    Schema schema = super.schema();
    return mutant == Mutant.SECRET_IN_CLEAR ? Schema.of("An object.", withClear(schema)) : schema;
  }

  private static AttributeSchema[] withClear(Schema schema) {
    var attributes = new ArrayList<>(schema.attributes().values());
    attributes.add(AttributeSchema.computed(LOGIN, Types.STRING, "Leaks the password."));
    return attributes.toArray(AttributeSchema[]::new);
  }

  @Override
  public ApplyResponse create(Connection connection, CreateRequest request) {
    return super.create(
        connection,
        new CreateRequest(
            request.address(),
            mutant == Mutant.SECRET_IN_CLEAR ? leaking(request.planned()) : request.planned(),
            mutant == Mutant.FRESH_TOKENS
                ? "%032x".formatted(world.scheduler().random().nextLong())
                : request.token(),
            request.progress()));
  }

  private static ObjectValue leaking(ObjectValue planned) {
    return planned.with(LOGIN, planned.attributes().getOrDefault("password", Value.of("")));
  }

  @Override
  protected <T> @Nullable T patiently(VirtualCloud.Call<@Nullable T> read) throws IOException {
    return mutant == Mutant.IMPATIENT_READ ? repeated(read) : super.patiently(read);
  }
}
