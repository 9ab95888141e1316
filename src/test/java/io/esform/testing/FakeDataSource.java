package io.esform.testing;

import io.esform.diag.Diagnostic;
import io.esform.diag.Diagnostics;
import io.esform.provider.Connection;
import io.esform.provider.DataSource;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.testing.FakeProvider.Ending;
import io.esform.value.Types;
import io.esform.value.Value;
import io.esform.value.Value.ObjectValue;
import io.esform.value.Value.StringValue;

/// The data source `thing` of {@link FakeProvider}: the number of things with a name.
final class FakeDataSource implements DataSource {

  private static final Schema SCHEMA =
      Schema.of(
          "Things.",
          AttributeSchema.required("name", Types.STRING, "Of the things."),
          AttributeSchema.optional("secret", Types.STRING, "A secret.").asSensitive(),
          AttributeSchema.computed("count", Types.NUMBER, "How many there are."));

  private final FakeProvider provider;

  FakeDataSource(FakeProvider provider) {
    this.provider = provider;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Response read(Connection connection, ObjectValue configuration) {
    String name = configuration.get("name") instanceof StringValue(var text) ? text : "";
    String call = "read " + name;
    Ending ending = provider.begin(call);
    provider.end(call);
    if (ending != Ending.GOOD) {
      return new Response(
          null, Diagnostics.of(Diagnostic.error("Call refused", "It was told to refuse.")));
    }
    long count =
        provider.world().values().stream()
            .filter(it -> it.get("name").equals(Value.of(name)))
            .count();
    return new Response(configuration.with("count", Value.of(count)), Diagnostics.none());
  }
}
